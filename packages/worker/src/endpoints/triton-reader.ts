// Reads answers of Triton's generate extension; MindIE's imitation adds details and times. Texts are
// deltas or cumulative as the model at the other end likes, and may begin with the prompt.

import { pieceIn } from "../stream/content-pieces.ts";
import { CumulativeText } from "../stream/cumulative-text.ts";
import {
  amountField,
  countField,
  isJsonArray,
  isJsonObject,
  objectField,
  textField,
} from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { ChoiceContent, Message, ReplyReader } from "../stream/reply-reader.ts";
import type { ServerTimings } from "../stream/server-timings.ts";
import type { Usage } from "../stream/usage.ts";

/** One per reply. */
export class TritonReader implements ReplyReader {
  readonly #texts: CumulativeText;

  constructor(prompt: string) {
    this.#texts = new CumulativeText({ prompt, texts: "maybe-deltas", echo: "possible" });
  }

  /** Nothing in the stream says that it is over. */
  get endsByClose(): boolean {
    return true;
  }

  readMessage(value: unknown): Message | null {
    const isResponse = isJsonObject(value) && ("text_output" in value || "model_name" in value);
    return isResponse ? this.#read(value) : null;
  }

  readBody(value: unknown): Message | null {
    return isJsonObject(value) && "text_output" in value ? this.#read(value) : null;
  }

  #read(response: JsonObject): Message {
    const details = objectField(response, "details");
    const finishReason = (details && textField(details, "finish_reason")) || null;
    return {
      ...emptyMessage,
      choices: textsOf(response["text_output"]).map((text, index) =>
        this.#toChoice(index, text, finishReason),
      ),
      usage: details && readUsage(details),
      timings: readTensorRtTimes(response) ?? readMindIeTimes(response),
      notes: this.#texts.notes,
    };
  }

  #toChoice(index: number, text: string, finishReason: string | null): ChoiceContent {
    const added = { text_output: this.#texts.take(index, text) };
    return { index, pieces: pieceIn(added, "text_output", "text"), finishReason, tokens: 0 };
  }
}

/** A tensor of one element comes as a bare value, others as a list. */
const textsOf = (output: unknown): readonly string[] =>
  (isJsonArray(output) ? output : [output ?? ""]).filter((text) => typeof text === "string");

function readUsage(details: JsonObject): Usage | null {
  const outputTokens = countField(details, "generated_tokens");
  if (outputTokens === null) return null;
  return { inputTokens: null, outputTokens, reasoningTokens: null, cachedTokens: null };
}

/** The performance tensors of TensorRT-LLM: points in time, in nanoseconds. */
function readTensorRtTimes(response: JsonObject): ServerTimings | null {
  const arrivalNs = amountField(response, "arrival_time_ns");
  if (arrivalNs === null) return null;
  const since = (key: string): number | null => {
    const atNs = amountField(response, key);
    return atNs === null || atNs < arrivalNs ? null : (atNs - arrivalNs) / 1e6;
  };
  return {
    queueMs: since("first_scheduled_time_ns"),
    firstTokenMs: since("first_token_time_ns"),
    totalMs: since("last_token_time_ns"),
  };
}

/** MindIE: `prefill_time` in milliseconds, on the first message. */
function readMindIeTimes(response: JsonObject): ServerTimings | null {
  const firstTokenMs = amountField(response, "prefill_time");
  return firstTokenMs === null ? null : { queueMs: null, firstTokenMs, totalMs: null };
}
