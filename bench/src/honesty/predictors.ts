// The numbers a rule could go by, all known to the master, and how well each tells harmed runs apart.
import { addedErrorOf, type Harm, reportedScaleMs } from "./added-error.ts";
import type { HonestyPoint } from "./point.ts";
import { bestLine, type Line, type Sample, separationOf } from "./separate.ts";

interface Predictor {
  readonly name: string;
  readonly valueOf: (point: HonestyPoint) => number;
}

/** Delays count as shares of the smallest reported median: 10 ms harm a gap of 20 ms, not one of 200 ms. */
const shareOfMedian = (delayMs: number, point: HonestyPoint): number =>
  delayMs / reportedScaleMs(point);

/** What the loop_delay rule goes by. */
export const loopDelayShare = (point: HonestyPoint): number =>
  shareOfMedian(point.worker.loopDelay.p99Ms, point);

/** What the schedule_lag rule goes by. */
export const scheduleLagShare = (point: HonestyPoint): number =>
  shareOfMedian(point.worker.scheduleLagP99Ms, point);

const predictors: readonly Predictor[] = [
  { name: "loop delay p99, share of median", valueOf: loopDelayShare },
  {
    name: "loop delay p50, share of median",
    valueOf: (point) => shareOfMedian(point.worker.loopDelay.p50Ms, point),
  },
  {
    name: "loop delay max, share of median",
    valueOf: (point) => shareOfMedian(point.worker.loopDelay.maxMs, point),
  },
  { name: "loop delay p99, ms", valueOf: ({ worker }) => worker.loopDelay.p99Ms },
  { name: "schedule lag p99, share of median", valueOf: scheduleLagShare },
  { name: "CPU mean", valueOf: ({ worker }) => worker.cpuMean },
  { name: "CPU max", valueOf: ({ worker }) => worker.cpuMax },
  { name: "share of intervals above 70 % CPU", valueOf: ({ worker }) => worker.above70 },
  { name: "share of intervals above 90 % CPU", valueOf: ({ worker }) => worker.above90 },
];

/** Points as samples: harmed means that they deserve at least this verdict. */
export const samplesOf = (
  points: readonly HonestyPoint[],
  valueOf: (point: HonestyPoint) => number,
  severity: Exclude<Harm, "none">,
): Sample[] =>
  points.map((point) => {
    const { harm } = addedErrorOf(point);
    const isHarmed = harm === "INVALID" || harm === severity;
    return { value: valueOf(point), isHarmed };
  });

/** How one number does. */
export interface PredictorRow {
  readonly name: string;
  readonly separation: number | null;
  readonly line: Line | null;
}

/** Every number, the best first. */
export const rankPredictors = (
  points: readonly HonestyPoint[],
  severity: Exclude<Harm, "none">,
): PredictorRow[] =>
  predictors
    .map(({ name, valueOf }) => {
      const samples = samplesOf(points, valueOf, severity);
      return { name, separation: separationOf(samples), line: bestLine(samples) };
    })
    .toSorted((a, b) => (b.separation ?? 0) - (a.separation ?? 0));
