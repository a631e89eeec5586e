// From series to the metrics of a result: distributions summarized, rates taken over the window.
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import { metricRegistry, type MetricRow } from "@gadfly/shared/metrics/metric-registry";
import { summarize } from "@gadfly/shared/metrics/statistics";
import type { HistogramStatistics, MetricsByName } from "@gadfly/shared/result/result-statistics";
import { finish, type InParts } from "./in-parts.ts";
import type { SeriesFilter, SeriesStore } from "./series-store.ts";

/** Everything but the failed requests: they have a distribution of their own. */
export const isNotFailed: SeriesFilter = (info) => info.labels["outcome"] !== "failed";

/** The failed requests. */
export const isFailed: SeriesFilter = (info) => info.labels["outcome"] === "failed";

/** The hosts that have samples, in the order of their names. */
export const hostsOf = (store: SeriesStore): string[] =>
  [...new Set(store.labelSets().flatMap(({ host }) => (host === undefined ? [] : [host])))].sort();

const distributionOf = (
  row: MetricRow,
  store: SeriesStore,
  filter: SeriesFilter,
): HistogramStatistics | null => {
  const histogram = store.sumOf(row.name, filter);
  return histogram.isEmpty() ? null : { unit: row.unit, ...summarize(histogram, row.scale) };
};

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Requests that ended in this window: each succeeded or failed one has a ttlb. */
const countEnded = (store: SeriesStore, filter: SeriesFilter): number =>
  store.sumOf("ttlb", filter).count;

/** Where tokens of this kind are counted, and the tokens of a request beside them. */
const tokenMetrics = { output_tps: "output_tokens", input_tps: "input_tokens" } as const;

/** Tokens of the series; null when no answer told of any: what is unknown is not 0. */
export const tokensOf = (
  store: SeriesStore,
  metric: keyof typeof tokenMetrics,
  filter: SeriesFilter,
): number | null => {
  const isKnown =
    store.hasCounter(metric, filter) || !store.sumOf(tokenMetrics[metric], filter).isEmpty();
  return isKnown ? store.counterOf(metric, filter) : null;
};

/** What the server delivered and took in tokens, per second. */
export const tokenRatesOf = (
  store: SeriesStore,
  filter: SeriesFilter,
  windowS: number,
): MetricsByName => {
  const rateOf = (metric: keyof typeof tokenMetrics) => {
    const tokens = tokensOf(store, metric, filter);
    const value = tokens === null || windowS <= 0 ? null : round(tokens / windowS);
    return { unit: "tokens/s", value };
  };
  return { output_tps: rateOf("output_tps"), input_tps: rateOf("input_tps") };
};

const ratesOf = (store: SeriesStore, filter: SeriesFilter, windowS: number): MetricsByName => {
  const perSecond = (count: number) => (windowS > 0 ? round(count / windowS) : null);
  const failed = countEnded(store, (info) => filter(info) && isFailed(info));
  const ended = countEnded(store, filter);
  const items = store.counterOf("item_rate", filter);
  return {
    // Only embeddings and rankings have items.
    ...(items === 0 ? {} : { item_rate: { unit: "items/s", value: perSecond(items) } }),
    rps: { unit: "requests/s", value: perSecond(ended) },
    ...tokenRatesOf(store, filter, windowS),
    error_rate: {
      unit: "ratio",
      value: ended === 0 ? null : Math.round((failed / ended) * 1e6) / 1e6,
    },
  };
};

/** Distributions of every metric that has samples; a part is a metric. */
export function* distributionsInParts(
  store: SeriesStore,
  filter: SeriesFilter,
): InParts<MetricsByName> {
  const metrics: MetricsByName = {};
  for (const row of metricRegistry) {
    const statistics = row.kind === "histogram" ? distributionOf(row, store, filter) : null;
    if (statistics !== null) metrics[row.name] = statistics;
    yield;
  }
  return metrics;
}

/** Distributions of every metric that has samples. */
export const distributionsOf = (store: SeriesStore, filter: SeriesFilter): MetricsByName =>
  finish(distributionsInParts(store, filter));

/** The metrics of one window: distributions of what did not fail, and the rates. */
export function* metricsInParts(store: SeriesStore, windowS: number): InParts<MetricsByName> {
  return {
    ...(yield* distributionsInParts(store, isNotFailed)),
    ...ratesOf(store, () => true, windowS),
  };
}

/** The same at once. */
export const metricsOf = (store: SeriesStore, windowS: number): MetricsByName =>
  finish(metricsInParts(store, windowS));

/**
 * The strict distribution: failed requests count as infinitely late. A percentile that falls among
 * them has no finite value and is null.
 */
export const strictOf = (
  metric: MetricRow,
  store: SeriesStore,
  failed: number,
): HistogramStatistics | null => {
  const good = store.sumOf(metric.name, isNotFailed);
  if (good.isEmpty() && failed === 0) return null;
  const total = good.count + failed;
  const at = (q: number): number | null =>
    Math.ceil(q * total) > good.count ? null : round(quantileAmong(good, q, total) / metric.scale);
  return {
    ...summarize(good, metric.scale),
    unit: metric.unit,
    count: total,
    max: failed > 0 ? null : round(good.max / metric.scale),
    mean: failed > 0 ? null : round(good.mean() / metric.scale),
    stddev: failed > 0 ? null : round(good.stddev() / metric.scale),
    p50: at(0.5),
    p66: at(0.66),
    p75: at(0.75),
    p80: at(0.8),
    p90: at(0.9),
    p95: at(0.95),
    p98: at(0.98),
    p99: at(0.99),
    p99_9: at(0.999),
    p99_99: at(0.9999),
  };
};

/** The q-quantile of `total` samples of which `good` holds the smallest. */
const quantileAmong = (good: Histogram, q: number, total: number): number =>
  good.quantile(Math.min(1, (q * total) / good.count));
