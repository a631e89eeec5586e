// Cohere chat, version 2: typed events; finish reason and counts come with the last one.

import { pieceAlone, pieceIn, soleChoice } from "../stream/content-pieces.ts";
import {
  arrayField,
  countField,
  isJsonArray,
  isJsonObject,
  objectField,
  textField,
} from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { toReadable } from "../stream/json/readable-text.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { ContentPiece, Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Usage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /v2/chat`. */
export const cohereChat: Endpoint = {
  name: "cohere-chat",
  path: () => "/v2/chat",
  buildBody: (options, prompt) => ({
    ...givenFields({
      model: options.model,
      temperature: options.temperature,
      p: options.topP,
      k: options.topK,
      stop_sequences: options.stop,
    }),
    max_tokens: options.maxTokens,
    messages: [{ role: "user", content: prompt }],
    stream: options.stream,
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", cohereReader),
};

const cohereReader: ReplyReader = {
  readMessage: (value) => (isJsonObject(value) ? readEvent(value) : null),
  readBody: (value) =>
    isJsonObject(value) && objectField(value, "message") !== null
      ? { ...readEnd(value), choices: soleChoice(readPieces(value), finishReasonOf(value)) }
      : null,
  solePiece: (value) =>
    isJsonObject(value) && value["type"] !== "message-end"
      ? pieceAlone(readEvent(value)?.choices ?? [])
      : null,
};

function readEvent(event: JsonObject): Message | null {
  const type = textField(event, "type");
  const delta = objectField(event, "delta") ?? {};
  if (type === "message-end") {
    return { ...readEnd(delta), choices: soleChoice([], finishReasonOf(delta)), isEnd: true };
  }
  if (type === "") return null;
  const pieces = readPieces(delta);
  const tokens = arrayField(objectField(event, "logprobs") ?? {}, "token_ids").length;
  return pieces.length === 0
    ? emptyMessage
    : { ...emptyMessage, choices: soleChoice(pieces, null, tokens) };
}

/** What `message` holds, in an event or in a whole answer. */
function readPieces(holder: JsonObject): readonly ContentPiece[] {
  const message = objectField(holder, "message") ?? {};
  return [
    // A plan for the tools to use is a kind of reasoning.
    ...pieceIn(message, "tool_plan", "reasoning"),
    ...listOf(message["content"]).flatMap(readPart),
    ...listOf(message["tool_calls"]).flatMap(readCall),
  ];
}

/** Events hold one object where answers hold a list. */
const listOf = (value: unknown): readonly JsonObject[] =>
  (isJsonArray(value) ? value : [value]).filter(isJsonObject);

const readPart = (part: JsonObject): readonly ContentPiece[] => [
  ...pieceIn(part, "thinking", "reasoning"),
  ...pieceIn(part, "text", "text"),
];

function readCall(call: JsonObject): readonly ContentPiece[] {
  const called = objectField(call, "function");
  return [...pieceIn(called, "name", "tool"), ...pieceIn(called, "arguments", "tool")];
}

const finishReasonOf = (holder: JsonObject): string | null =>
  textField(holder, "finish_reason") || null;

function readEnd(holder: JsonObject): Message {
  const error = textField(holder, "error");
  return {
    ...emptyMessage,
    usage: readUsage(holder),
    error: error === "" ? null : toReadable(error),
  };
}

/** What is billed is not what was read and written. */
function readUsage(holder: JsonObject): Usage | null {
  const usage = objectField(holder, "usage") ?? {};
  const tokens = objectField(usage, "tokens");
  if (tokens === null) return null;
  return {
    inputTokens: countField(tokens, "input_tokens"),
    outputTokens: countField(tokens, "output_tokens"),
    reasoningTokens: null,
    cachedTokens: countField(usage, "cached_tokens"),
  };
}
