// What a distribution has numbers for, in the order in which tables of results have them.
import type { HistogramStatistics } from "./result-statistics.ts";

/** Statistics of a distribution; `count` says how much there is of it and is none. */
export const distributionStatistics = [
  "min",
  "mean",
  "stddev",
  "p50",
  "p66",
  "p75",
  "p80",
  "p90",
  "p95",
  "p98",
  "p99",
  "p99_9",
  "p99_99",
  "max",
] as const satisfies readonly (keyof HistogramStatistics)[];
