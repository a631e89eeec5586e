// The own API of the llama.cpp server. Its stream ends with a message that has `stop: true`, which
// repeats the prompt and all settings; messages about the progress of a prompt are no tokens.

import { pieceIn } from "../stream/content-pieces.ts";
import { CountGrowth } from "../stream/count-growth.ts";
import {
  choiceIndex,
  countField,
  isJsonArray,
  isJsonObject,
  objectField,
  textField,
} from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { mergeAnswers } from "../stream/merge-answers.ts";
import { readVendorTimings } from "../stream/openai/vendor-timings.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import { readUsage } from "../stream/usage.ts";
import type { Usage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /completion`. */
export const llamaCppCompletion: Endpoint = {
  name: "llama-cpp-completion",
  path: () => "/completion",
  buildBody: (options, prompt) => ({
    ...givenFields({ model: options.model }),
    prompt,
    n_predict: options.maxTokens,
    stream: options.stream,
    ...givenFields({
      ignore_eos: options.ignoreEos || null,
      temperature: options.temperature,
      top_p: options.topP,
      top_k: options.topK,
      stop: options.stop,
      n_probs: options.logprobs,
      n_cmpl: options.choices === 1 ? null : options.choices,
    }),
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", new LlamaCppReader()),
};

/** One per reply. */
class LlamaCppReader implements ReplyReader {
  readonly #counts = new CountGrowth();

  readMessage(value: unknown): Message | null {
    const isFrame = isJsonObject(value) && ("content" in value || "prompt_progress" in value);
    return isFrame ? this.#read(value, 0) : null;
  }

  /** Several answers are a list. */
  readBody(value: unknown): Message | null {
    const answers = (isJsonArray(value) ? value : [value]).filter(isJsonObject);
    const areAnswers = answers.every(({ content }) => typeof content === "string");
    if (answers.length === 0 || !areAnswers) return null;
    return mergeAnswers(answers.map((answer, place) => this.#read(answer, place)));
  }

  #read(frame: JsonObject, place: number): Message {
    const index = choiceIndex(frame, place);
    const finishReason = frame["stop"] === true ? readStop(frame) : null;
    const tokens = this.#counts.take(index, countField(frame, "tokens_predicted"));
    return {
      ...emptyMessage,
      choices: [{ index, pieces: pieceIn(frame, "content", "text"), finishReason, tokens }],
      // Of several answers each counts its own tokens, which add up only where each is told once.
      usage: finishReason === null ? null : readCounts(frame),
      timings: finishReason === null ? null : readVendorTimings(frame),
    };
  }
}

/** `stop_type`; older builds have a flag for each. */
function readStop(frame: JsonObject): string {
  const flags = { stopped_eos: "eos", stopped_limit: "limit", stopped_word: "word" };
  const flag = Object.entries(flags).find(([key]) => frame[key] === true);
  return textField(frame, "stop_type") || (flag?.[1] ?? "stop");
}

/** `tokens_evaluated` counts the whole prompt, cached or not. */
function readCounts(frame: JsonObject): Usage | null {
  const fromTimings = objectField(frame, "timings") === null ? null : readUsage(frame);
  const inputTokens = countField(frame, "tokens_evaluated") ?? fromTimings?.inputTokens ?? null;
  const outputTokens = countField(frame, "tokens_predicted") ?? fromTimings?.outputTokens ?? null;
  if (inputTokens === null && outputTokens === null) return null;
  const cachedTokens = fromTimings?.cachedTokens ?? null;
  return { inputTokens, outputTokens, reasoningTokens: null, cachedTokens };
}
