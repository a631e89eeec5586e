// Rerank as Jina and Cohere shaped it: a query, documents, and one score for each. Never streamed.

import { countField, isJsonArray, isJsonObject, objectField } from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Usage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { fixedPassages } from "./fixed-passages.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /v1/rerank`. The prompt is the query, `--items` the number of documents. */
export const rerank: Endpoint = {
  name: "rerank",
  path: () => "/v1/rerank",
  buildBody: ({ model, items, itemTokens }, prompt) => ({
    ...givenFields({ model }),
    query: prompt,
    documents: fixedPassages(items, itemTokens),
  }),
  createDecoder: (options) => new StreamDecoder(options, "none", rerankReader),
};

const rerankReader: ReplyReader = { readMessage: readRanking, readBody: readRanking };

/** The entries are in `results`, in `data` (Fireworks), or are the body (TEI). */
function readRanking(body: unknown): Message | null {
  if (isJsonArray(body)) return { ...emptyMessage, items: countScores(body) };
  if (!isJsonObject(body)) return null;
  const list = [body["results"], body["data"]].find(isJsonArray);
  if (list === undefined) return null;
  return { ...emptyMessage, items: countScores(list), usage: readInputUsage(body) };
}

const countScores = (list: readonly unknown[]): number =>
  list.filter(isJsonObject).filter((entry) => scoreOf(entry) !== null).length;

/** Scores may be negative: some models give raw logits. */
function scoreOf(entry: JsonObject): number | null {
  const score = entry["relevance_score"] ?? entry["score"];
  return typeof score === "number" ? score : null;
}

/** `usage`, or Cohere's `meta.tokens`; `meta.billed_units` are no tokens. */
function readInputUsage(body: JsonObject): Usage | null {
  const meta = objectField(body, "meta");
  const usage = objectField(body, "usage") ?? (meta && objectField(meta, "tokens"));
  if (usage === null) return null;
  const inputTokens =
    countField(usage, "prompt_tokens") ??
    countField(usage, "input_tokens") ??
    countField(usage, "total_tokens");
  if (inputTokens === null) return null;
  return { inputTokens, outputTokens: null, reasoningTokens: null, cachedTokens: null };
}
