// OpenAI responses: an answer is a list of items (messages, reasoning, calls). A stream is a sequence of
// typed events; the last one repeats the whole answer and is the only one with counts.

import { pieceIn, soleChoice } from "../stream/content-pieces.ts";
import { findError } from "../stream/json/error-shape.ts";
import { arrayField, isJsonObject, objectField, textField } from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { ChoiceContent, ContentPiece, Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import { readUsage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /v1/responses`. */
export const openAiResponses: Endpoint = {
  name: "openai-responses",
  path: () => "/v1/responses",
  buildBody: (options, prompt) => ({
    ...givenFields({
      model: options.model,
      temperature: options.temperature,
      top_p: options.topP,
      reasoning: options.reasoningEffort && { effort: options.reasoningEffort },
    }),
    input: prompt,
    max_output_tokens: options.maxTokens,
    stream: options.stream,
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", new ResponsesReader()),
};

/**
 * One per reply: it remembers whether the answer came in pieces. No event is like the one before (each
 * has a number), so there is nothing for the probe.
 */
class ResponsesReader implements ReplyReader {
  #hasPieces = false;

  readMessage(value: unknown): Message | null {
    if (!isJsonObject(value)) return null;
    const type = textField(value, "type");
    const response = objectField(value, "response");
    if (/^response\.(completed|incomplete|failed|cancelled)$/.test(type) && response !== null) {
      return { ...this.#readLast(response), isEnd: true };
    }
    if (type === "") return this.readBody(value);
    const choices = readDelta(value);
    this.#hasPieces ||= choices.length > 0;
    return choices.length === 0 ? emptyMessage : { ...emptyMessage, choices };
  }

  readBody(value: unknown): Message | null {
    const isAnswer = isJsonObject(value) && Array.isArray(value["output"]);
    return isAnswer ? readResponse(value) : null;
  }

  /** What came in pieces is not taken twice; some gateways send nothing before the last event. */
  #readLast(response: JsonObject): Message {
    const whole = readResponse(response);
    if (!this.#hasPieces) return whole;
    const finishReason = whole.choices[0]?.finishReason ?? null;
    return { ...whole, choices: soleChoice([], finishReason) };
  }
}

/** Every event with a non-empty `delta`, and the name with which a call begins. */
function readDelta(event: JsonObject): readonly ChoiceContent[] {
  const type = textField(event, "type");
  const item = type === "response.output_item.added" ? objectField(event, "item") : null;
  const pieces = type.endsWith(".delta")
    ? pieceIn(event, "delta", kindOf(type))
    : pieceIn(item, "name", "tool");
  const tokens = arrayField(event, "logprobs").length;
  return pieces.length === 0 ? [] : soleChoice(pieces, null, tokens);
}

function kindOf(type: string): ContentPiece["kind"] {
  if (type.includes("reasoning")) return "reasoning";
  if (type.includes("refusal")) return "refusal";
  return /call|arguments|input/.test(type) ? "tool" : "text";
}

function readResponse(response: JsonObject): Message {
  const status = textField(response, "status");
  const details = objectField(response, "incomplete_details") ?? {};
  const pieces = arrayField(response, "output").filter(isJsonObject).flatMap(readItem);
  const finishReason = textField(details, "reason") || status || null;
  const isFailed = status === "failed" || status === "cancelled";
  return {
    ...emptyMessage,
    choices: soleChoice(pieces, finishReason),
    usage: readUsage(response),
    error: isFailed ? (findError(response) ?? `the response is ${status}`) : null,
  };
}

/** One item of `output`: a message, reasoning, or a call. */
function readItem(item: JsonObject): readonly ContentPiece[] {
  const kind = item["type"] === "reasoning" ? "reasoning" : "text";
  const parts = [...arrayField(item, "summary"), ...arrayField(item, "content")];
  return [
    ...parts
      .filter(isJsonObject)
      .flatMap((part) => [...pieceIn(part, "text", kind), ...pieceIn(part, "refusal", "refusal")]),
    ...pieceIn(item, "name", "tool"),
    ...pieceIn(item, "arguments", "tool"),
  ];
}
