// Ollama's API for bare prompts: one JSON document a line.

import { pieceIn } from "../stream/content-pieces.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { createOllamaReader, ollamaBody } from "./ollama-messages.ts";

/** `POST /api/generate`. */
export const ollamaGenerate: Endpoint = {
  name: "ollama-generate",
  path: () => "/api/generate",
  buildBody: (options, prompt) => ({ ...ollamaBody(options), prompt }),
  createDecoder: (options) => new StreamDecoder(options, "ndjson", reader),
};

const reader = createOllamaReader((line) =>
  "response" in line || "done" in line
    ? [...pieceIn(line, "thinking", "reasoning"), ...pieceIn(line, "response", "text")]
    : null,
);
