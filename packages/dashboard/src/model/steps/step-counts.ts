// What a step counts. Remembered with the step.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { checkFrame } from "@gadfly/shared/metrics/hdr-codec";
import { isFailed, type SeriesByNumber } from "./step-series.ts";

/** Counts of one step. */
export interface StepCounts {
  /** Requests that succeeded or failed. */
  readonly ended: number;
  readonly failed: number;
  /** null: nobody has counted any. */
  readonly outputTokens: number | null;
  readonly inputTokens: number | null;
  readonly items: number | null;
}

/** Every request that ended has one sample of this. */
const endedMetric = "ttlb";

const countEnded = (step: StepRecord, series: SeriesByNumber) => {
  const counts = { ended: 0, failed: 0 };
  for (const { id, frame } of step.histograms) {
    const info = series.get(id);
    if (info?.metric !== endedMetric) continue;
    const checked = checkFrame(frame);
    const count = checked.ok ? checked.value.totals.count : 0;
    counts.ended += count;
    if (isFailed(info)) counts.failed += count;
  }
  return counts;
};

const sumCounter = (step: StepRecord, series: SeriesByNumber, metric: string): number | null => {
  const deltas = step.counters.flatMap(({ id, delta }) =>
    series.get(id)?.metric === metric ? [delta] : [],
  );
  return deltas.length === 0 ? null : deltas.reduce((sum, delta) => sum + delta, 0);
};

const remembered = new WeakMap<StepRecord, StepCounts>();

/** The counts of a step. */
export const countsOf = (step: StepRecord, series: SeriesByNumber): StepCounts => {
  const known = remembered.get(step);
  if (known !== undefined) return known;
  const counts = {
    ...countEnded(step, series),
    outputTokens: sumCounter(step, series, "output_tps"),
    inputTokens: sumCounter(step, series, "input_tps"),
    items: sumCounter(step, series, "item_rate"),
  };
  remembered.set(step, counts);
  return counts;
};
