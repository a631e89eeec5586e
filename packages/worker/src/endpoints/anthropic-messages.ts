// Anthropic messages: the answer comes in blocks (thinking, text, tool use), one after another. The
// counts come in two parts: the prompt's with the first event, the answer's with the last but one.

import { countField, isJsonObject, objectField, textField } from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { pieceAlone, pieceIn, soleChoice } from "../stream/content-pieces.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { ContentPiece, Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Usage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /v1/messages`. */
export const anthropicMessages: Endpoint = {
  name: "anthropic-messages",
  path: () => "/v1/messages",
  headers: () => ({ "anthropic-version": "2023-06-01" }),
  buildBody: (options, prompt) => ({
    ...givenFields({
      model: options.model,
      temperature: options.temperature,
      top_p: options.topP,
      top_k: options.topK,
      stop_sequences: options.stop,
    }),
    max_tokens: options.maxTokens,
    messages: [{ role: "user", content: prompt }],
    stream: options.stream,
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", new AnthropicReader()),
};

/** One per reply: it remembers the prompt's counts. */
class AnthropicReader implements ReplyReader {
  #prompt: Usage | null = null;

  readonly solePiece = (value: unknown): ContentPiece | null =>
    isJsonObject(value) && value["type"] === "content_block_delta"
      ? pieceAlone(soleChoice(readDelta(value)))
      : null;

  readMessage(value: unknown): Message | null {
    if (!isJsonObject(value)) return null;
    switch (value["type"]) {
      case "message_start":
        return this.#readStart(value);
      case "content_block_start":
        return { ...emptyMessage, choices: soleChoice(readBlock(value["content_block"])) };
      case "content_block_delta":
        return { ...emptyMessage, choices: soleChoice(readDelta(value)) };
      case "message_delta":
        return this.#readEnd(value);
      case "message_stop":
        return { ...emptyMessage, isEnd: true };
      default:
        // Further kinds of events come with new versions, and are to be passed over.
        return typeof value["type"] === "string" ? emptyMessage : null;
    }
  }

  readBody(value: unknown): Message | null {
    if (!isJsonObject(value) || !Array.isArray(value["content"])) return null;
    const finishReason = textField(value, "stop_reason") || null;
    const pieces = value["content"].flatMap(readBlock);
    return { ...emptyMessage, choices: soleChoice(pieces, finishReason), usage: readUsage(value) };
  }

  /** Its count of output tokens is a placeholder. */
  #readStart(event: JsonObject): Message {
    const usage = readUsage(objectField(event, "message") ?? {});
    this.#prompt = usage === null ? null : { ...usage, outputTokens: null };
    return { ...emptyMessage, usage: this.#prompt };
  }

  /** May repeat the prompt's counts, or leave them out, or have zeros there. */
  #readEnd(event: JsonObject): Message {
    const delta = objectField(event, "delta") ?? {};
    const usage = readUsage(event);
    const told = usage && {
      ...usage,
      inputTokens: usage.inputTokens || (this.#prompt?.inputTokens ?? null),
      cachedTokens: usage.cachedTokens || (this.#prompt?.cachedTokens ?? null),
    };
    const choices = soleChoice([], textField(delta, "stop_reason") || null);
    return { ...emptyMessage, choices, usage: told };
  }
}

/** A part of a block. Signatures and citations are not generated text. */
function readDelta(event: JsonObject): readonly ContentPiece[] {
  const delta = objectField(event, "delta");
  return [
    ...pieceIn(delta, "thinking", "reasoning"),
    ...pieceIn(delta, "text", "text"),
    ...pieceIn(delta, "partial_json", "tool"),
  ];
}

/** A whole block, or the beginning of one: a tool's name is generated like its input. */
function readBlock(block: unknown): readonly ContentPiece[] {
  if (!isJsonObject(block)) return [];
  const input = objectField(block, "input") ?? {};
  const hasInput = Object.keys(input).length > 0;
  return [
    ...pieceIn(block, "thinking", "reasoning"),
    ...pieceIn(block, "text", "text"),
    ...pieceIn(block, "name", "tool"),
    ...(hasInput ? pieceIn({ input: JSON.stringify(input) }, "input", "tool") : []),
  ];
}

/** The prompt is what was read, what was written to the cache, and what came from it. */
function readUsage(holder: JsonObject): Usage | null {
  const usage = objectField(holder, "usage");
  if (usage === null) return null;
  const cachedTokens = countField(usage, "cache_read_input_tokens");
  const parts = [
    countField(usage, "input_tokens"),
    countField(usage, "cache_creation_input_tokens"),
    cachedTokens,
  ];
  const isTold = parts.some((part) => part !== null);
  return {
    inputTokens: isTold ? parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) : null,
    outputTokens: countField(usage, "output_tokens"),
    reasoningTokens: null,
    cachedTokens,
  };
}
