// The exact quantile of samples, by the rule that the histograms use too.
import type { Percentiles } from "./point.ts";

/** The sample of rank ceil(q × n), at least the first; the samples ascend. */
export const quantileOf = (sorted: Float64Array, q: number): number =>
  sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;

/** Median and 99th percentile of samples in microseconds; null without any. */
export const percentilesOf = (samplesUs: readonly number[]): Percentiles | null => {
  if (samplesUs.length === 0) return null;
  const sorted = Float64Array.from(samplesUs).sort();
  return {
    p50Ms: quantileOf(sorted, 0.5) / 1000,
    p99Ms: quantileOf(sorted, 0.99) / 1000,
    count: sorted.length,
  };
};
