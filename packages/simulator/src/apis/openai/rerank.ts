// POST /v1/rerank, in the style of Jina and Cohere. A score depends on query and document alone.

import { createRandom } from "../../output/seeded-random.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { nestedError } from "../error-shapes.ts";
import { toProblem, toRequest } from "../generation-request.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { countWords } from "../request/prompt-tokens.ts";
import {
  findFieldProblem,
  limitRule,
  toList,
  toNumberOrNull,
  toObject,
} from "../request/request-fields.ts";
import { eventStream } from "../stream-shape.ts";

// Documents are texts or objects with a text.
const toText = (document: unknown): string => {
  if (typeof document === "string") return document;
  const { text } = toObject(document);
  return typeof text === "string" ? text : "";
};

const createRenderer = ({ id, body, request }: AnswerFacts): Renderer => {
  const documents = toList(body["documents"]);
  const wantsTexts = body["return_documents"] === true;
  const scored = documents.map((document, index) => {
    const text = toText(document);
    const score = createRandom(1, toText(body["query"]), text)();
    return { index, relevance_score: score, ...(wantsTexts ? { document: { text } } : {}) };
  });
  const results = scored
    .toSorted((one, other) => other.relevance_score - one.relevance_score)
    .slice(0, toNumberOrNull(body["top_n"]) ?? scored.length);
  return {
    opening: () => [],
    tokens: () => "",
    ending: () => [],
    whole: () =>
      `{"id":${toAsciiJson(id)},"model":${toAsciiJson(request.model)},` +
      `"results":${JSON.stringify(results)},"usage":{"total_tokens":${request.promptTokens}}}`,
  };
};

/** The dialect of one of the paths under which servers have it. */
export const createRerank = (path: "/v1/rerank" | "/v2/rerank" | "/rerank"): Dialect => ({
  ...commonDialect,
  endpoint: path,
  idPrefix: "rerank-",
  read(body) {
    const { model, query } = body;
    const documents = toList(body["documents"]);
    if (typeof model !== "string" || model === "")
      return toProblem("model", "model is missing: it must be the name of a model");
    if (typeof query !== "string") return toProblem("query", "query must be a text");
    if (documents.length === 0) return toProblem("documents", "documents must be a list of texts");
    const problem = findFieldProblem(body, { top_n: limitRule });
    if (problem !== null) return { ok: false, problem };
    const words = [query, ...documents].map((document) => countWords(toText(document)));
    const promptTokens = words.reduce((sum, count) => sum + count, 0);
    return { ok: true, value: toRequest({ model, promptTokens, maxTokens: 0 }) };
  },
  createRenderer,
  createStream: () => eventStream,
  toErrorBody: nestedError,
});
