// One point of the honesty curve: how disturbed the worker was in a run, and how wrong its figures were.
// Points are kept as JSON; everything that is said about them can be derived from them again.

/** What counts of a distribution here. */
export interface Percentiles {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly count: number;
}

/** One latency: as gadfly reported it, and as the source knows it. */
export interface Latency {
  readonly reported: Percentiles;
  readonly truth: Percentiles;
}

/** The latencies that are compared; a run that was not streamed has only the last. */
export const latencyNames = ["ttft", "chunk_gap", "e2e"] as const;
/** A latency that is compared. */
export type LatencyName = (typeof latencyNames)[number];

/** Kinds of disturbance, in the order of the figure's legend. */
export const groupNames = ["idle", "streams", "answers", "neighbour", "quota", "pause"] as const;
/** What disturbed the worker. */
export type GroupName = (typeof groupNames)[number];

/** How the worker was during the run, by its own reports. */
export interface WorkerHealth {
  /** Shares of one core, over the intervals of the run. */
  readonly cpuMean: number;
  readonly cpuMax: number;
  /** Shares of the intervals in which more than 70 % and 90 % of a core were used. */
  readonly above70: number;
  readonly above90: number;
  readonly loopDelay: { readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number };
  readonly scheduleLagP99Ms: number;
}

/** One run under one disturbance. */
export interface HonestyPoint {
  readonly group: GroupName;
  readonly label: string;
  readonly streams: number;
  /** Gap between the tokens of a stream as the source paces it; 0 for answers in one piece. */
  readonly gapMs: number;
  readonly worker: WorkerHealth;
  readonly latencies: Partial<Record<LatencyName, Latency>>;
  readonly verdict: { readonly status: string; readonly codes: readonly string[] };
}
