// The same rank of a distribution, once as gadfly prints it and once out of the engine's log.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { statisticsOf } from "./token-counts.ts";

/** What is compared: names of the statistics in the result. */
export const comparedRanks = ["min", "p50", "p90", "max"] as const;
/** One of them. */
export type ComparedRank = (typeof comparedRanks)[number];

const shares: Readonly<Record<ComparedRank, number>> = { min: 0, p50: 0.5, p90: 0.9, max: 1 };

/** The value that the share of all values does not exceed. */
export function rankOf(values: readonly number[], rank: ComparedRank): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = Math.max(1, Math.ceil(shares[rank] * sorted.length));
  const value = sorted[place - 1];
  if (value === undefined) throw new Error("there is no rank of nothing");
  return value;
}

/** The statistic of that rank in a result. */
export const printedRank = (result: ResultDocument, metric: string, rank: ComparedRank): number =>
  statisticsOf(result, metric)[rank];
