// Exact statistics of a range: the histograms of its steps added up, as if they had been recorded in one.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { metricRegistry } from "@gadfly/shared/metrics/metric-registry";
import { summarize } from "@gadfly/shared/metrics/statistics";
import type { MetricsByName } from "@gadfly/shared/result/result-statistics";
import { countsOf, type StepCounts } from "../steps/step-counts.ts";
import { isFailed, type SeriesByNumber } from "../steps/step-series.ts";
import { type RangeError, rangeErrors } from "./range-errors.ts";
import type { SnappedRange } from "./snap-range.ts";

/** What a range holds. */
export interface RangeStatistics {
  /** Requests that succeeded or failed. */
  readonly ended: number;
  readonly failed: number;
  /** Distributions of the requests that did not fail, and the rates of all. */
  readonly metrics: MetricsByName;
  /** Distributions of the requests that failed. */
  readonly failures: MetricsByName;
  readonly errors: readonly RangeError[];
}

interface Sums {
  readonly good: Map<string, Histogram>;
  readonly failed: Map<string, Histogram>;
}

const histogramIn = (sums: Map<string, Histogram>, metric: string): Histogram => {
  const known = sums.get(metric);
  if (known !== undefined) return known;
  const fresh = new Histogram();
  sums.set(metric, fresh);
  return fresh;
};

const addStep = (sums: Sums, step: StepRecord, series: SeriesByNumber): void => {
  for (const { id, frame } of step.histograms) {
    const info = series.get(id);
    if (info !== undefined)
      addFrame(histogramIn(isFailed(info) ? sums.failed : sums.good, info.metric), frame);
  }
  for (const { loopDelay } of step.workers)
    addFrame(histogramIn(sums.good, "client_loop_delay"), loopDelay);
};

const summarizeAll = (sums: ReadonlyMap<string, Histogram>): MetricsByName => {
  const metrics: MetricsByName = {};
  for (const { name, unit, scale } of metricRegistry) {
    const histogram = sums.get(name);
    if (histogram !== undefined && !histogram.isEmpty())
      metrics[name] = { unit, ...summarize(histogram, scale) };
  }
  return metrics;
};

const total = (counts: readonly StepCounts[], count: keyof StepCounts): number | null => {
  const known = counts.flatMap((row) => row[count] ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};

const round = (value: number, digits: number): number =>
  Math.round(value * 10 ** digits) / 10 ** digits;

const ratesOf = (counts: readonly StepCounts[], seconds: number): MetricsByName => {
  const rateOf = (unit: string, count: keyof StepCounts) => {
    const value = total(counts, count);
    return { unit, value: value === null || seconds <= 0 ? null : round(value / seconds, 3) };
  };
  const [ended, failed] = [total(counts, "ended") ?? 0, total(counts, "failed") ?? 0];
  return {
    rps: rateOf("requests/s", "ended"),
    output_tps: rateOf("tokens/s", "outputTokens"),
    input_tps: rateOf("tokens/s", "inputTokens"),
    ...(total(counts, "items") === null ? {} : { item_rate: rateOf("items/s", "items") }),
    error_rate: { unit: "ratio", value: ended === 0 ? null : round(failed / ended, 6) },
  };
};

/** The statistics of a range of whole steps. */
export const rangeStatistics = (
  { steps, seconds }: Pick<SnappedRange, "steps" | "seconds">,
  series: SeriesByNumber,
): RangeStatistics => {
  const sums: Sums = { good: new Map(), failed: new Map() };
  for (const step of steps) addStep(sums, step, series);
  const counts = steps.map((step) => countsOf(step, series));
  return {
    ended: total(counts, "ended") ?? 0,
    failed: total(counts, "failed") ?? 0,
    metrics: { ...summarizeAll(sums.good), ...ratesOf(counts, seconds) },
    failures: summarizeAll(sums.failed),
    errors: rangeErrors(steps),
  };
};
