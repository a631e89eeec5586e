// What charts show of one distribution in one step. Remembered with the step: an hour of history is
// decoded once.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import { type BandCounts, countBands } from "./latency-bands.ts";
import { addMetric, isNotFailed, type SeriesByNumber } from "./step-histogram.ts";

/** Figures of one distribution, in the unit of its metric. */
export interface LatencyFigures {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly bands: BandCounts;
}

// One for all: it keeps its memory from step to step.
const scratch = new Histogram();

const read = (histogram: Histogram, scale: number): LatencyFigures | null => {
  const bands = countBands(histogram);
  if (bands === null) return null;
  const toFigure = (stored = 0): number => Math.round((stored * 1000) / scale) / 1000;
  const [p50, p90, p95, p99] = histogram.quantiles([0.5, 0.9, 0.95, 0.99]);
  return {
    p50: toFigure(p50),
    p90: toFigure(p90),
    p95: toFigure(p95),
    p99: toFigure(p99),
    max: toFigure(histogram.max),
    bands,
  };
};

type Remembered = WeakMap<StepRecord, LatencyFigures | null>;

const byMetric = new Map<string, Remembered>();

const rememberedOf = (metric: string): Remembered => {
  const known = byMetric.get(metric);
  if (known !== undefined) return known;
  const fresh: Remembered = new WeakMap();
  byMetric.set(metric, fresh);
  return fresh;
};

const remember = (
  metric: string,
  step: StepRecord,
  fill: (into: Histogram) => void,
): LatencyFigures | null => {
  const remembered = rememberedOf(metric);
  const known = remembered.get(step);
  if (known !== undefined) return known;
  scratch.reset();
  fill(scratch);
  const figures = read(scratch, findMetric(metric)?.scale ?? 1);
  remembered.set(step, figures);
  return figures;
};

/** Figures of a metric over the requests that did not fail; null when nothing was measured. */
export const latencyOf = (
  step: StepRecord,
  metric: string,
  series: SeriesByNumber,
): LatencyFigures | null =>
  remember(metric, step, (into) =>
    addMetric(into, step, series, (info) => info.metric === metric && isNotFailed(info)),
  );

/** Figures of the loop delay of all workers. */
export const loopDelayOf = (step: StepRecord): LatencyFigures | null =>
  remember("client_loop_delay", step, (into) => {
    for (const { loopDelay } of step.workers) addFrame(into, loopDelay);
  });
