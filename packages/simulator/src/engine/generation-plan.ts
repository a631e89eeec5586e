// Everything about an answer that does not depend on the load: its length, its words, its delays.
// The plan is a pure function of configuration, request and key: the same three give the same plan.

import type { SimulatorConfig } from "../config/simulator-config.ts";
import type { Behaviour, Midway } from "../faults/behaviour.ts";
import type { GenerationRequest } from "../apis/generation-request.ts";
import { drawJitter, toFirstTokenMs } from "../output/latency-law.ts";
import { drawOutputLength, type FinishReason, type OutputLength } from "../output/output-length.ts";
import { createRandom, type Random } from "../output/seeded-random.ts";
import { WordWriter } from "../output/words.ts";

/** The plan of one answer. */
export interface GenerationPlan {
  /** Tokens of each choice. */
  readonly outputTokens: number;
  /** Choices that are generated side by side. */
  readonly choices: number;
  /** Tokens at the start of each choice that are reasoning; whole chunks, so that none is mixed. */
  readonly reasoningTokens: number;
  readonly finishReason: FinishReason;
  /** Time from admission to the first token, jitter and fault included. */
  readonly firstTokenMs: number;
  readonly words: WordWriter;
  /** The sequence from which the jitter of the later tokens is drawn. */
  readonly jitterRandom: Random;
  readonly midway: Midway | null;
  /** The midway event comes when so many tokens of each choice have been sent. */
  readonly midwayAfterTokens: number;
}

const planLength = (
  config: SimulatorConfig,
  request: GenerationRequest,
  behaviour: Behaviour,
  random: Random,
): OutputLength => {
  if (behaviour.outputTokens !== null)
    return { tokens: behaviour.outputTokens, finishReason: "stop" };
  const roomTokens = Math.max(1, config.contextTokens - request.promptTokens);
  const maxTokens = request.maxTokens ?? Math.min(config.defaultMaxTokens, roomTokens);
  if (maxTokens === 0) return { tokens: 0, finishReason: "stop" };
  if (request.ignoresEos) return { tokens: maxTokens, finishReason: "length" };
  const length = drawOutputLength(config, maxTokens, random);
  const leastTokens = Math.min(request.minTokens, maxTokens);
  return length.tokens < leastTokens ? { ...length, tokens: leastTokens } : length;
};

/** The model that reasons although the configuration does not ask for it. */
const reasoningModel = "reasoning";
const usualReasoningTokens = 8;

const planReasoning = (
  config: SimulatorConfig,
  { model }: GenerationRequest,
  outputTokens: number,
): number => {
  const usual = model === reasoningModel ? usualReasoningTokens : 0;
  const wanted = config.reasoningTokens === 0 ? usual : config.reasoningTokens;
  const chunks = Math.ceil(wanted / config.tokensPerChunk);
  return Math.min(chunks * config.tokensPerChunk, outputTokens);
};

/** Plans an answer; `key` is what tells the request from others (its seed, id or number). */
export const planGeneration = (
  config: SimulatorConfig,
  request: GenerationRequest,
  behaviour: Behaviour,
  key: string,
): GenerationPlan => {
  // One sequence per question, so that changing one law leaves the other choices as they were.
  const length = planLength(config, request, behaviour, createRandom(config.seed, key, "length"));
  const jitterRandom = createRandom(config.seed, key, "jitter");
  return {
    outputTokens: length.tokens,
    choices: request.choices,
    reasoningTokens: planReasoning(config, request, length.tokens),
    finishReason: length.finishReason,
    firstTokenMs:
      toFirstTokenMs(config, request.promptTokens) * drawJitter(config.jitter, jitterRandom) +
      behaviour.firstTokenDelayMs,
    words: new WordWriter(createRandom(config.seed, key, "words")),
    jitterRandom,
    midway: behaviour.midway,
    midwayAfterTokens: Math.floor(length.tokens / 2),
  };
};
