// POST /v1/embeddings. A vector depends on the text alone; nothing is generated token by token.

import { createRandom } from "../../output/seeded-random.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { nestedError } from "../error-shapes.ts";
import { toProblem, toRequest } from "../generation-request.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { countPromptTokens } from "../request/prompt-request.ts";
import { findFieldProblem, limitRule, toNumberOrNull } from "../request/request-fields.ts";
import { eventStream } from "../stream-shape.ts";

const usualDimensions = 64;

// A list of numbers is one input, a list of texts or of lists is several.
const toInputs = (input: unknown): readonly unknown[] =>
  Array.isArray(input) && typeof input[0] !== "number" ? input : [input];

const toVector = (input: unknown, dimensions: number): number[] => {
  const random = createRandom(1, JSON.stringify(input));
  return Array.from({ length: dimensions }, () => Math.fround(2 * random() - 1));
};

const createRenderer = ({ body, request }: AnswerFacts): Renderer => {
  const dimensions = toNumberOrNull(body["dimensions"]) ?? usualDimensions;
  const isBase64 = body["encoding_format"] === "base64";
  const toEmbedding = (input: unknown, index: number): string => {
    const vector = toVector(input, dimensions);
    const written = isBase64
      ? `"${Buffer.from(new Float32Array(vector).buffer).toString("base64")}"`
      : JSON.stringify(vector);
    return `{"object":"embedding","index":${index},"embedding":${written}}`;
  };
  return {
    opening: () => [],
    tokens: () => "",
    ending: () => [],
    whole: () =>
      `{"object":"list","data":[${toInputs(body["input"]).map(toEmbedding).join(",")}],` +
      `"model":${toAsciiJson(request.model)},"usage":{"prompt_tokens":${request.promptTokens},` +
      `"total_tokens":${request.promptTokens}}}`,
  };
};

/** The embeddings API. */
export const embeddings: Dialect = {
  ...commonDialect,
  endpoint: "/v1/embeddings",
  read(body) {
    const { model, input } = body;
    if (typeof model !== "string" || model === "")
      return toProblem("model", "model is missing: it must be the name of a model");
    const problem = findFieldProblem(body, { dimensions: limitRule });
    if (problem !== null) return { ok: false, problem };
    const counts = toInputs(input).map(countPromptTokens);
    const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0);
    if (counts.length === 0 || counts.includes(null))
      return toProblem("input", "input must be a text, a list of token ids, or a list of these");
    return { ok: true, value: toRequest({ model, promptTokens: sum, maxTokens: 0 }) };
  },
  createRenderer,
  createStream: () => eventStream,
  toErrorBody: nestedError,
};
