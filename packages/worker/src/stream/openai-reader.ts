// Reads chunks and whole replies of the OpenAI chat and completions APIs, and of the many servers that
// imitate them.

import { findError } from "./json/error-shape.ts";
import { arrayField, choiceIndex, isJsonObject, objectField, textField } from "./json/guards.ts";
import type { JsonObject } from "./json/guards.ts";
import { readVendorTimings } from "./openai/vendor-timings.ts";
import { emptyMessage } from "./reply-reader.ts";
import type { ChoiceContent, ContentPiece, Message, ReplyReader } from "./reply-reader.ts";
import { readUsage } from "./usage.ts";

const reasoningKeys = ["reasoning_content", "reasoning", "thinking"];

/** The reader of both APIs; it keeps nothing, so all replies share it. */
export const openAiReader: ReplyReader = {
  readMessage: (value) => (isJsonObject(value) ? readChunk(value) : null),
  readBody: (value) =>
    isJsonObject(value) && arrayField(value, "choices").length > 0 ? readChunk(value) : null,
  solePiece: findSolePiece,
};

function readChunk(chunk: JsonObject): Message {
  return {
    ...emptyMessage,
    choices: readChoices(chunk),
    usage: readUsage(chunk),
    timings: readVendorTimings(chunk),
  };
}

/** The choices of a chunk; none when the field is absent, null or empty. */
function readChoices(chunk: JsonObject): readonly ChoiceContent[] {
  return arrayField(chunk, "choices").filter(isJsonObject).map(readChoice);
}

function findSolePiece(value: unknown): ContentPiece | null {
  if (!isJsonObject(value) || findError(value) !== null || readUsage(value) !== null) return null;
  const choices = readChoices(value);
  const choice = choices[0];
  if (choice === undefined || choices.length > 1 || choice.finishReason !== null) return null;
  if (choice.tokens > 0) return null;
  return choice.pieces.length === 1 ? (choice.pieces[0] ?? null) : null;
}

function readChoice(choice: JsonObject): ChoiceContent {
  // A delta wins over a message: proxies that send both repeat the whole text in the message.
  const source = objectField(choice, "delta") ?? objectField(choice, "message") ?? {};
  const pieces: ContentPiece[] = [];
  for (const key of reasoningKeys) addPiece(pieces, "reasoning", key, source[key]);
  addContent(pieces, source["content"]);
  if (!pieces.some((piece) => piece.kind === "text")) {
    addPiece(pieces, "text", "text", choice["text"]);
  }
  addPiece(pieces, "refusal", "refusal", source["refusal"]);
  addToolCalls(pieces, source);
  return {
    index: choiceIndex(choice),
    pieces,
    finishReason: readFinishReason(choice),
    tokens: countTokens(choice),
  };
}

function addPiece(
  pieces: ContentPiece[],
  kind: ContentPiece["kind"],
  key: string,
  value: unknown,
): void {
  if (typeof value === "string" && value !== "") pieces.push({ kind, key, text: value });
}

/** `content` is a string, or a list of typed parts. */
function addContent(pieces: ContentPiece[], content: unknown): void {
  addPiece(pieces, "text", "content", content);
  if (!Array.isArray(content)) return;
  for (const part of content.filter(isJsonObject)) {
    const isThinking = part["type"] === "thinking";
    addPiece(pieces, isThinking ? "reasoning" : "text", "text", part["text"]);
    for (const inner of arrayField(part, "thinking").filter(isJsonObject)) {
      addPiece(pieces, "reasoning", "text", inner["text"]);
    }
  }
}

/** A call's name counts like its arguments: the model generated both. */
function addToolCalls(pieces: ContentPiece[], source: JsonObject): void {
  const calls = arrayField(source, "tool_calls").filter(isJsonObject);
  const functions = [
    ...calls.map((call) => objectField(call, "function")),
    objectField(source, "function_call"),
  ];
  for (const called of functions) {
    if (called === null) continue;
    addPiece(pieces, "tool", "name", called["name"]);
    addPiece(pieces, "tool", "arguments", called["arguments"]);
  }
}

/** Some servers write "" or the word "null" for a choice that is not finished. */
function readFinishReason(choice: JsonObject): string | null {
  const reason = textField(choice, "finish_reason");
  return reason === "" || reason === "null" ? null : reason;
}

function countTokens(choice: JsonObject): number {
  const ids = arrayField(choice, "token_ids").length;
  if (ids > 0) return ids;
  const logprobs = objectField(choice, "logprobs");
  if (logprobs === null) return 0;
  return arrayField(logprobs, "content").length || arrayField(logprobs, "tokens").length;
}
