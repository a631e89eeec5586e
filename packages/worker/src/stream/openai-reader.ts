// Reads one chunk (or one whole reply) of the OpenAI chat and completions APIs:
// which generated content it carries, and whether it says anything else.

import { arrayField, countField, isJsonObject, objectField, textField } from "../json/guards.ts";
import type { JsonObject } from "../json/guards.ts";
import { findError } from "../json/error-shape.ts";
import { readUsage } from "./usage.ts";

/** A non-empty piece of generated content, and the JSON field that held it. */
export interface ContentPiece {
  readonly kind: "text" | "reasoning" | "tool" | "refusal";
  readonly key: string;
  readonly text: string;
}

/** What one element of `choices` says. */
export interface ChoiceContent {
  readonly index: number;
  readonly pieces: readonly ContentPiece[];
  /** The raw finish reason; null while unfinished. */
  readonly finishReason: string | null;
  /** Tokens in this chunk by its token ids, else by its logprobs; 0 when it has neither. */
  readonly tokens: number;
}

const reasoningKeys = ["reasoning_content", "reasoning", "thinking"];

/** The choices of a chunk; none when the field is absent, null or empty. */
export function readChoices(chunk: JsonObject): readonly ChoiceContent[] {
  return arrayField(chunk, "choices").filter(isJsonObject).map(readChoice);
}

/**
 * The one piece of a chunk that carries it and nothing else: no error, no usage, no finish reason,
 * no second piece. Null for every other value.
 */
export function solePiece(value: unknown): ContentPiece | null {
  if (!isJsonObject(value) || findError(value) !== null || readUsage(value) !== null) return null;
  const choices = readChoices(value);
  const choice = choices[0];
  if (choice === undefined || choices.length > 1 || choice.finishReason !== null) return null;
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
    index: countField(choice, "index") ?? 0,
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
