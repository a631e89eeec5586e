// How many tokens a request gets: up to its limit, unless the answer ends by itself before.

import type { SimulatorConfig } from "../config/simulator-config.ts";
import type { Random } from "./seeded-random.ts";

/** Why an answer ended: by itself, or at the limit. */
export type FinishReason = "stop" | "length";

/** The length of an answer, end-of-sequence token not counted, and why it ends there. */
export interface OutputLength {
  readonly tokens: number;
  readonly finishReason: FinishReason;
}

/** The options that decide the output length. */
export type LengthLaw = Pick<SimulatorConfig, "eosProbability" | "outputTokensMean">;

const drawNaturalTokens = (law: LengthLaw, random: Random): number => {
  if (law.outputTokensMean !== null)
    return Math.max(1, Math.round(law.outputTokensMean * (0.5 + random())));
  if (law.eosProbability === 0) return Number.POSITIVE_INFINITY;
  if (law.eosProbability === 1) return 1;
  return 1 + Math.floor(Math.log1p(-random()) / Math.log1p(-law.eosProbability));
};

/** Draws the length of an answer; `maxTokens` is at least 1, and so is the answer. */
export const drawOutputLength = (
  law: LengthLaw,
  maxTokens: number,
  random: Random,
): OutputLength => {
  const natural = drawNaturalTokens(law, random);
  return natural < maxTokens
    ? { tokens: natural, finishReason: "stop" }
    : { tokens: maxTokens, finishReason: "length" };
};
