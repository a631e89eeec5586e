// What Ollama's two APIs have in common: options, and a last message with counts and times.

import {
  amountField,
  arrayField,
  countField,
  isJsonObject,
  textField,
} from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { soleChoice } from "../stream/content-pieces.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { ContentPiece, Message, ReplyReader } from "../stream/reply-reader.ts";
import type { ServerTimings } from "../stream/server-timings.ts";
import type { Usage } from "../stream/usage.ts";
import type { RequestOptions } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** The fields that both requests have. Without `stream: false` Ollama streams. */
export function ollamaBody(options: RequestOptions): Record<string, unknown> {
  const { logprobs, reasoningEffort } = options;
  return {
    ...givenFields({ model: options.model }),
    stream: options.stream,
    options: {
      num_predict: options.maxTokens,
      ...givenFields({
        temperature: options.temperature,
        top_p: options.topP,
        top_k: options.topK,
        stop: options.stop,
      }),
    },
    ...(reasoningEffort === null ? {} : { think: reasoningEffort !== "none" && reasoningEffort }),
    ...(logprobs === null ? {} : { logprobs: true, top_logprobs: logprobs }),
  };
}

/** A reader that takes the content out of a message with `piecesOf`; null: nothing of this API. */
export function createOllamaReader(
  piecesOf: (message: JsonObject) => readonly ContentPiece[] | null,
): ReplyReader {
  const read = (value: unknown): Message | null => {
    const pieces = isJsonObject(value) ? piecesOf(value) : null;
    return isJsonObject(value) && pieces !== null ? readLine(value, pieces) : null;
  };
  return { readMessage: read, readBody: read };
}

function readLine(line: JsonObject, pieces: readonly ContentPiece[]): Message {
  const isLast = line["done"] === true;
  const finishReason = isLast ? textField(line, "done_reason") || null : null;
  return {
    ...emptyMessage,
    choices: soleChoice(pieces, finishReason, arrayField(line, "logprobs").length),
    usage: isLast ? readCounts(line) : null,
    timings: isLast ? readDurations(line) : null,
    isEnd: isLast,
  };
}

/** A count of zero is left out: a prompt that was cached whole has none. */
function readCounts(line: JsonObject): Usage | null {
  const inputTokens = countField(line, "prompt_eval_count");
  const outputTokens = countField(line, "eval_count");
  if (inputTokens === null && outputTokens === null) return null;
  return { inputTokens, outputTokens, reasoningTokens: null, cachedTokens: null };
}

/** Durations in nanoseconds; the prompt is read once the model is loaded. */
function readDurations(line: JsonObject): ServerTimings | null {
  const totalNs = amountField(line, "total_duration");
  if (totalNs === null) return null;
  const loadNs = amountField(line, "load_duration") ?? 0;
  const promptNs = amountField(line, "prompt_eval_duration");
  return {
    queueMs: null,
    firstTokenMs: promptNs === null ? null : (loadNs + promptNs) / 1e6,
    totalMs: totalNs / 1e6,
  };
}
