// What the console shows while a run is under way: plain numbers, computed elsewhere.

/** The percentiles the console shows of a latency, in milliseconds; null without a sample. */
export interface LatencyQuantiles {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** One row of the periodic table. A latency is null while nothing was recorded. */
export interface LiveRow {
  /** For example "POST /v1/chat/completions". */
  readonly name: string;
  /** What it is called where there is no room for that; "" when there is no shorter name. */
  readonly shortName: string;
  /** Ended requests so far, failed ones included. */
  readonly requests: number;
  readonly failures: number;
  readonly rps: number;
  readonly failuresPerS: number;
  /** null: no answer has told of tokens. */
  readonly outputTps: number | null;
  readonly ttftMs: LatencyQuantiles | null;
  readonly tpotMs: LatencyQuantiles | null;
  readonly e2eMs: LatencyQuantiles | null;
}

/** The state of the run at one moment. */
export interface LiveView {
  readonly elapsedMs: number;
  /** null: no time limit. */
  readonly totalMs: number | null;
  /** The run's state, for example "spawning". */
  readonly state: string;
  /** What is waited for while no load runs, as a line of its own; null during the load. */
  readonly waitingFor: string | null;
  readonly users: number;
  readonly targetUsers: number;
  readonly inFlight: number;
  readonly workers: number;
  readonly rows: readonly LiveRow[];
  readonly total: LiveRow;
}
