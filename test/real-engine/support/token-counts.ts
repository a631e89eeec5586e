// Sums of tokens, as the engine's log and as gadfly's result have them.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { LogEntry } from "../engine/log-entry.ts";

/** Counts over all requests of a run. */
export interface TokenCounts {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly shortestAnswer: number;
  readonly longestAnswer: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** What the engine did. */
export function countsInLog(entries: readonly LogEntry[]): TokenCounts {
  const answers = entries.map(({ generatedTokens }) => generatedTokens);
  return {
    requests: entries.length,
    inputTokens: sum(entries.map(({ promptTokens }) => promptTokens)),
    outputTokens: sum(answers),
    shortestAnswer: Math.min(...answers),
    longestAnswer: Math.max(...answers),
  };
}

interface Statistics {
  readonly count: number;
  readonly mean: number;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly max: number;
}

const isStatistics = (value: unknown): value is Statistics =>
  typeof value === "object" && value !== null && "mean" in value && "count" in value;

/** A metric of the result that has statistics. */
export function statisticsOf({ metrics }: ResultDocument, metric: string): Statistics {
  const value: unknown = metrics[metric];
  if (isStatistics(value)) return value;
  throw new Error(`the result has no statistics of ${metric}`);
}

/** A mean is printed with three decimals, so the sum of a few hundred whole numbers is exact. */
const sumOf = ({ mean, count }: Statistics): number => Math.round(mean * count);

/** What gadfly says. */
export function countsInResult(result: ResultDocument): TokenCounts {
  const output = statisticsOf(result, "output_tokens");
  return {
    requests: result.ledger.succeeded,
    inputTokens: sumOf(statisticsOf(result, "input_tokens")),
    outputTokens: sumOf(output),
    shortestAnswer: output.min,
    longestAnswer: output.max,
  };
}
