// Where prompts come from: the user's own text, or synthetic text of a wished length; either way with
// random words in front when prefix caches on the server are to be defeated.

import { randomWords, syntheticText } from "./synthetic-prompt.ts";

/** A number in [0, 1) that is a pure function of the run's seed and these indices. */
export type PromptRandom = (user: number, iteration: number, draw: number) => number;

/** What the user asked for. */
export interface PromptOptions {
  /** The user's own text; null for synthetic text. */
  readonly prompt: string | null;
  /** The wished length of synthetic text. */
  readonly promptTokens: number;
  /** Make the beginning of every prompt different. */
  readonly promptRandomize: boolean;
}

/** Gives the prompt of each request as random words and a fixed text after them. */
export interface PromptSource {
  readonly fixedText: string;
  /** The words to put in front, ended by a space; "" when nothing is random. */
  readonly wordsFor: (user: number, iteration: number) => string;
}

/**
 * Eight words of eight bits: no two prompts of a run begin alike, and since caches work on
 * beginnings, none of the rest is found in one either.
 */
const randomPrefixTokens = 8;

/** Random words count towards the length of a synthetic prompt and come before one of the user's. */
export function createPromptSource(options: PromptOptions, random: PromptRandom): PromptSource {
  const { prompt, promptTokens, promptRandomize } = options;
  if (!promptRandomize) {
    return { fixedText: prompt ?? syntheticText(promptTokens), wordsFor: () => "" };
  }
  const prefixTokens =
    prompt === null ? Math.min(randomPrefixTokens, promptTokens) : randomPrefixTokens;
  return {
    fixedText: prompt ?? syntheticText(promptTokens - prefixTokens),
    wordsFor: (user, iteration) =>
      randomWords(prefixTokens, (draw) => random(user, iteration, draw)),
  };
}
