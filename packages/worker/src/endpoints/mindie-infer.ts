// MindIE's own API. The last message gives the whole text instead of its own part of it; the rest is
// found by what came before.

import { pieceIn, soleChoice } from "../stream/content-pieces.ts";
import {
  amountField,
  countField,
  isJsonArray,
  isJsonObject,
  objectField,
  textField,
} from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { readVendorTimings } from "../stream/openai/vendor-timings.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import type { ServerTimings } from "../stream/server-timings.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Usage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { tgiParameters } from "./tgi-parameters.ts";

/** `POST /infer`. The model is the server's only one. */
export const mindieInfer: Endpoint = {
  name: "mindie-infer",
  path: () => "/infer",
  buildBody: (options, prompt) => ({
    inputs: prompt,
    stream: options.stream,
    parameters: tgiParameters(options),
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", new MindieReader()),
};

/** One per reply. */
class MindieReader implements ReplyReader {
  /** The text of all messages so far. */
  #said = "";

  readMessage(value: unknown): Message | null {
    if (!isJsonObject(value)) return null;
    const whole = value["generated_text"];
    if (typeof whole === "string") return this.#readLast(value, whole);
    const token = objectField(value, "token");
    if (token === null) return null;
    this.#said += textField(token, "text");
    const choices = soleChoice(pieceIn(token, "text", "text"), null, countIds(token));
    return { ...emptyMessage, choices, timings: readPrefill(value) };
  }

  readBody(value: unknown): Message | null {
    if (!isJsonObject(value) || typeof value["generated_text"] !== "string") return null;
    const details = objectField(value, "details");
    return {
      ...emptyMessage,
      choices: soleChoice(pieceIn(value, "generated_text", "text"), finishReasonOf(details)),
      usage: details && readUsage(details),
      timings: readVendorTimings(value) ?? readPrefill(value),
    };
  }

  #readLast(frame: JsonObject, whole: string): Message {
    const details = objectField(frame, "details");
    const isContinued = whole.startsWith(this.#said);
    const tail = isContinued ? { generated_text: whole.slice(this.#said.length) } : null;
    const tokens = countIds(objectField(frame, "token"));
    return {
      ...emptyMessage,
      choices: soleChoice(pieceIn(tail, "generated_text", "text"), finishReasonOf(details), tokens),
      usage: details && readUsage(details),
      timings: readPrefill(frame),
      isEnd: true,
      notes: isContinued || whole.trim() === this.#said.trim() ? [] : ["text_rewritten"],
    };
  }
}

/** The ids of a message are a list, or one number. */
function countIds(token: JsonObject | null): number {
  const id = token?.["id"];
  if (isJsonArray(id)) return id.length;
  return typeof id === "number" ? 1 : 0;
}

const finishReasonOf = (details: JsonObject | null): string | null =>
  (details && textField(details, "finish_reason")) || null;

function readUsage(details: JsonObject): Usage | null {
  const outputTokens = countField(details, "generated_tokens");
  if (outputTokens === null) return null;
  return { inputTokens: null, outputTokens, reasoningTokens: null, cachedTokens: null };
}

/** `prefill_time` in milliseconds, on the first message. */
function readPrefill(frame: JsonObject): ServerTimings | null {
  const firstTokenMs = amountField(frame, "prefill_time");
  return firstTokenMs === null ? null : { queueMs: null, firstTokenMs, totalMs: null };
}
