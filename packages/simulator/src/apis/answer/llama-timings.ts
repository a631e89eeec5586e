// The times that llama.cpp tells in its native answers and in those of the OpenAI API.

import type { AnswerClock } from "./answer-clock.ts";

const shortestMs = 0.001;
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** `timings` of an answer. */
export const toLlamaTimings = (
  { prefillMs, decodeMs }: AnswerClock,
  promptTokens: number,
  outputTokens: number,
): string => {
  const promptMs = Math.max(prefillMs, shortestMs);
  const predictedMs = Math.max(decodeMs, shortestMs);
  return JSON.stringify({
    cache_n: 0,
    prompt_n: promptTokens,
    prompt_ms: round(promptMs),
    prompt_per_token_ms: round(promptMs / Math.max(1, promptTokens)),
    prompt_per_second: round((1000 * promptTokens) / promptMs),
    predicted_n: outputTokens,
    predicted_ms: round(predictedMs),
    predicted_per_token_ms: round(predictedMs / Math.max(1, outputTokens)),
    predicted_per_second: round((1000 * outputTokens) / predictedMs),
  });
};
