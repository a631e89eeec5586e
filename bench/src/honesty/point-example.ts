// A point for tests: 40 ms gaps, measured without any error by a worker at rest, unless told otherwise.
import type { HonestyPoint, Latency } from "./point.ts";

/** What is different. */
export interface PointChanges extends Partial<Omit<HonestyPoint, "worker" | "latencies">> {
  readonly loopDelayP99Ms?: number;
  readonly scheduleLagP99Ms?: number;
  readonly cpuMean?: number;
  readonly latencies?: HonestyPoint["latencies"];
}

/** Reported and true median and p99, in ms. */
export const latencyOf = (
  reported: readonly [number, number],
  truth: readonly [number, number] = reported,
): Latency => ({
  reported: { p50Ms: reported[0], p99Ms: reported[1], count: 1000 },
  truth: { p50Ms: truth[0], p99Ms: truth[1], count: 1000 },
});

/** A point. */
export const pointOf = (changes: PointChanges = {}): HonestyPoint => {
  const { loopDelayP99Ms = 1, scheduleLagP99Ms = 1, cpuMean = 0.2, ...rest } = changes;
  return {
    group: "idle",
    label: "an example",
    streams: 100,
    gapMs: 40,
    latencies: { ttft: latencyOf([60, 62]), chunk_gap: latencyOf([40, 50]) },
    verdict: { status: "VALID", codes: [] },
    ...rest,
    worker: {
      cpuMean,
      cpuMax: cpuMean,
      above70: 0,
      above90: 0,
      loopDelay: { p50Ms: 0.2, p99Ms: loopDelayP99Ms, maxMs: loopDelayP99Ms },
      scheduleLagP99Ms,
    },
  };
};

/** A point whose TTFT p99 is off by `errorMs`. */
export const wrongBy = (errorMs: number, changes: PointChanges = {}): HonestyPoint =>
  pointOf({ latencies: { ttft: latencyOf([100, 110 + errorMs], [100, 110]) }, ...changes });
