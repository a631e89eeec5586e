// Statistics from all samples, sorted: what a histogram must agree with.
import type { HistogramStatistics } from "@gadfly/shared/result/result-statistics";

/** The percentiles of a result, with the share of the samples that each does not exceed. */
export const percentiles = [
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

/** What a result says of a distribution and what is compared. */
export type ComparedStatistic = (typeof percentiles)[number][0] | "min" | "max" | "mean";

/** Those that may rest on a single sample, however many there are. */
const extremes: ReadonlySet<ComparedStatistic> = new Set<ComparedStatistic>([
  "min",
  "p99_9",
  "p99_99",
  "max",
]);

/** Whether a statistic rests on the stamps that are off most: so does every longest stall, by its nature. */
export const isExtreme = (metric: string, statistic: ComparedStatistic): boolean =>
  metric === "max_stall" || extremes.has(statistic);

/** Samples in ascending order. */
export type SortedSamples = readonly number[];

/** In ascending order, the given list left as it is. */
export const toSorted = (samples: readonly number[]): SortedSamples =>
  samples.toSorted((a, b) => a - b);

/** The sample that a share `q` of all samples does not exceed; 0 when there is none. */
export const exactQuantile = (sorted: SortedSamples, q: number): number => {
  // The product may lie a rounding error above the integer that was meant.
  const rank = Math.max(1, Math.ceil(q * sorted.length * (1 - Number.EPSILON)));
  return sorted[Math.min(rank, sorted.length) - 1] ?? 0;
};

const meanOf = (samples: SortedSamples): number =>
  samples.reduce((sum, sample) => sum + sample, 0) / samples.length;

/** Every compared statistic, exact. */
export const exactStatistics = (sorted: SortedSamples): Map<ComparedStatistic, number> =>
  new Map<ComparedStatistic, number>([
    ["min", sorted[0] ?? 0],
    ["max", sorted.at(-1) ?? 0],
    ["mean", meanOf(sorted)],
    ...percentiles.map(([name, q]) => [name, exactQuantile(sorted, q)] as const),
  ]);

/** How far a statistic of a result may lie from the exact one. */
export type Tolerance = (statistic: ComparedStatistic, exact: number) => number;

/** A sentence for each statistic of the result that is further from the exact one than allowed. */
export const findDisagreements = (
  reported: HistogramStatistics,
  sorted: SortedSamples,
  tolerance: Tolerance,
): string[] => {
  const wrong: string[] = [];
  if (reported.count !== sorted.length)
    wrong.push(`count is ${reported.count}, but there are ${sorted.length} samples`);
  for (const [statistic, exact] of exactStatistics(sorted)) {
    const allowed = tolerance(statistic, exact);
    const figure = reported[statistic];
    if (figure === null || !(Math.abs(figure - exact) <= allowed))
      wrong.push(
        `${statistic} is ${String(figure)}, exactly ${exact.toFixed(4)}, allowed ± ${allowed.toFixed(4)}`,
      );
  }
  return wrong;
};
