// Percentile curves for the figure: from histograms where there is a journal, else from the percentiles
// that the result holds.
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import {
  type HistogramStatistics,
  isHistogramStatistics,
} from "@gadfly/shared/result/result-statistics";
import type { MetricCurves, PercentileCurve } from "../figures/curve-figure.ts";
import { metricsIn, type ComparedInput, type CompareWindow } from "./compared-input.ts";

/** Latencies that get a panel, where any run has them. */
const drawn = ["ttft", "e2e", "tpot", "chunk_gap"];

/** Points of a curve, spread over the tail as the axis is. */
const points = 80;
/** Samples above the last point; fewer make a curve end in steps of single requests. */
const fewestAbove = 3;
const lastQuantile = 0.9999;
/** The very smallest samples are oddities: two events in one read. */
const firstQuantile = 0.05;

/** The curves of every metric that any run has. */
export const percentileCurves = (
  inputs: readonly ComparedInput[],
  window: CompareWindow,
): MetricCurves[] =>
  drawn.flatMap((name) => {
    const row = findMetric(name);
    if (row === undefined) return [];
    const curves = inputs.flatMap((input) => curveOf(input, name, { window, scale: row.scale }));
    return curves.length === 0 ? [] : [{ title: row.title, unit: row.unit, curves }];
  });

const curveOf = (
  { name: run, journal, result }: ComparedInput,
  metric: string,
  { window, scale }: { readonly window: CompareWindow; readonly scale: number },
): PercentileCurve[] => {
  const histogram = journal?.histograms.get(metric);
  if (histogram !== undefined && !histogram.isEmpty())
    return [{ run, points: fromHistogram(histogram, scale) }];
  const statistics = metricsIn(result, window)[metric];
  return isHistogramStatistics(statistics) ? [{ run, points: fromStatistics(statistics) }] : [];
};

const lastFor = (count: number): number =>
  Math.max(0.5, Math.min(lastQuantile, 1 - fewestAbove / Math.max(1, count)));

const fromHistogram = (histogram: Histogram, scale: number): PercentileCurve["points"] => {
  const last = lastFor(histogram.count);
  const end = -Math.log10(1 - last);
  const qs = Array.from({ length: points + 1 }, (_, at) =>
    Math.max(firstQuantile, 1 - 10 ** ((-end * at) / points)),
  );
  const values = histogram.quantiles(qs);
  return qs.map((q, at) => ({ q, value: (values[at] ?? 0) / scale }));
};

const knownQuantiles = [
  ["p50", 0.5],
  ["p66", 0.66],
  ["p75", 0.75],
  ["p80", 0.8],
  ["p90", 0.9],
  ["p95", 0.95],
  ["p98", 0.98],
  ["p99", 0.99],
  ["p99_9", 0.999],
  ["p99_99", 0.9999],
] as const;

const fromStatistics = (statistics: HistogramStatistics): PercentileCurve["points"] =>
  knownQuantiles
    .filter(([, q]) => q <= lastFor(statistics.count))
    .flatMap(([name, q]) => {
      const value = statistics[name];
      return value === null ? [] : [{ q, value }];
    });
