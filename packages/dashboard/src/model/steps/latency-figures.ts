// What charts show of one distribution in one step. Remembered with the step: an hour of history is
// decoded once.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { quantilesOf } from "@gadfly/shared/metrics/histogram";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import { type BandCounts, countBands } from "./latency-bands.ts";
import { samplesOf } from "./sparse-samples.ts";
import { isFailed, type SeriesByNumber } from "./step-series.ts";

/** Figures of one distribution, in the unit of its metric. */
export interface LatencyFigures {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly bands: BandCounts;
}

const read = (frames: readonly HistogramFrame[], scale: number): LatencyFigures | null => {
  const samples = samplesOf(frames);
  if (samples === null) return null;
  const toFigure = (stored = 0): number => Math.round((stored * 1000) / scale) / 1000;
  const [p50, p90, p95, p99] = quantilesOf(samples, [0.5, 0.9, 0.95, 0.99]);
  return {
    p50: toFigure(p50),
    p90: toFigure(p90),
    p95: toFigure(p95),
    p99: toFigure(p99),
    max: toFigure(samples.max),
    bands: countBands(samples),
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

type FramesOf = (step: StepRecord) => readonly HistogramFrame[];

const figuresOf = (
  metric: string,
  steps: readonly StepRecord[],
  framesOf: FramesOf,
): (LatencyFigures | null)[] => {
  const remembered = rememberedOf(metric);
  const scale = findMetric(metric)?.scale ?? 1;
  return steps.map((step) => {
    const known = remembered.get(step);
    if (known !== undefined) return known;
    const figures = read(framesOf(step), scale);
    remembered.set(step, figures);
    return figures;
  });
};

/** Figures of a metric over the requests that did not fail, by step; null where nothing was measured. */
export const latenciesOf = (
  steps: readonly StepRecord[],
  metric: string,
  series: SeriesByNumber,
): readonly (LatencyFigures | null)[] =>
  figuresOf(metric, steps, ({ histograms }) =>
    histograms.flatMap(({ id, frame }) => {
      const info = series.get(id);
      return info?.metric === metric && !isFailed(info) ? [frame] : [];
    }),
  );

/** Figures of the loop delay of all workers, by step. */
export const loopDelaysOf = (steps: readonly StepRecord[]): readonly (LatencyFigures | null)[] =>
  figuresOf("client_loop_delay", steps, ({ workers }) => workers.map(({ loopDelay }) => loopDelay));
