// Ollama's chat API: one JSON document a line.

import { pieceIn } from "../stream/content-pieces.ts";
import { arrayField, isJsonObject, objectField } from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import type { ContentPiece } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { createOllamaReader, ollamaBody } from "./ollama-messages.ts";

/** `POST /api/chat`. */
export const ollamaChat: Endpoint = {
  name: "ollama-chat",
  path: () => "/api/chat",
  buildBody: (options, prompt) => ({
    ...ollamaBody(options),
    messages: [{ role: "user", content: prompt }],
  }),
  createDecoder: (options) => new StreamDecoder(options, "ndjson", reader),
};

const reader = createOllamaReader((line) => {
  const message = objectField(line, "message");
  if (message === null) return "done" in line ? [] : null;
  return [
    ...pieceIn(message, "thinking", "reasoning"),
    ...pieceIn(message, "content", "text"),
    ...arrayField(message, "tool_calls").filter(isJsonObject).flatMap(readToolCall),
  ];
});

/** A call comes whole, with its arguments as an object. */
function readToolCall(call: JsonObject): readonly ContentPiece[] {
  const called = objectField(call, "function");
  const given = called && objectField(called, "arguments");
  const text = given === null ? {} : { arguments: JSON.stringify(given) };
  return [...pieceIn(called, "name", "tool"), ...pieceIn(text, "arguments", "tool")];
}
