// OpenAI embeddings, and the servers that answer in a shape of their own: never streamed, and what
// counts is the number of vectors.

import { countField, isJsonArray, isJsonObject, objectField } from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Usage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { fixedPassages } from "./fixed-passages.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /v1/embeddings`. */
export const openAiEmbeddings: Endpoint = {
  name: "openai-embeddings",
  path: () => "/v1/embeddings",
  buildBody: ({ model, items, itemTokens }, prompt) => ({
    ...givenFields({ model }),
    input: items === 1 ? prompt : [prompt, ...fixedPassages(items - 1, itemTokens)],
  }),
  createDecoder: (options) => new StreamDecoder(options, "none", embeddingsReader),
};

const embeddingsReader: ReplyReader = { readMessage: readVectors, readBody: readVectors };

/** The vectors are in `data`, in `embeddings` (Ollama, Cohere), or are the body (TEI). */
function readVectors(body: unknown): Message | null {
  if (isJsonArray(body)) return { ...emptyMessage, items: countVectors(body) };
  if (!isJsonObject(body)) return null;
  const list = [body["data"], body["embeddings"], byType(body)].find(isJsonArray);
  if (list === undefined) return null;
  return { ...emptyMessage, items: countVectors(list), usage: readInputUsage(body) };
}

/** Cohere: a list for each number type that was asked for. */
function byType(body: JsonObject): unknown {
  const embeddings = objectField(body, "embeddings");
  return embeddings === null ? null : Object.values(embeddings).find(isJsonArray);
}

/** A vector is a list of numbers, or their bytes in base64. */
function countVectors(list: readonly unknown[]): number {
  const vectors = list.map((entry) => (isJsonObject(entry) ? entry["embedding"] : entry));
  return vectors.filter(
    (vector) => (isJsonArray(vector) || typeof vector === "string") && vector.length > 0,
  ).length;
}

/** An answer without output: where there is only a total, it counts the input. */
function readInputUsage(body: JsonObject): Usage | null {
  const usage = objectField(body, "usage") ?? body;
  const inputTokens =
    countField(usage, "prompt_tokens") ??
    countField(usage, "total_tokens") ??
    countField(usage, "prompt_eval_count");
  if (inputTokens === null) return null;
  return { inputTokens, outputTokens: null, reasoningTokens: null, cachedTokens: null };
}
