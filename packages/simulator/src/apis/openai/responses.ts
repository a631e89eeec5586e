// POST /v1/responses. Each event has the type of its payload as its name and a number of its own;
// an answer consists of items: reasoning, then a message or the call of a function.

import {
  type GenerationRequest,
  isJsonObject,
  type JsonObject,
  type Reading,
  toProblem,
  toRequest,
} from "../generation-request.ts";
import { commonDialect, type Dialect } from "../dialect.ts";
import { nestedError } from "../error-shapes.ts";
import { countContentWords } from "../request/message-tokens.ts";
import {
  findFieldProblem,
  flagRule,
  limitRule,
  readToolName,
  toNumberOrNull,
} from "../request/request-fields.ts";
import { namedEventStream } from "../stream-shape.ts";
import { ResponsesRenderer } from "./responses-renderer.ts";

// null = not an input.
const countInputTokens = (input: unknown): number | null => {
  if (typeof input === "string") return countContentWords(input);
  if (!Array.isArray(input) || !input.every(isJsonObject)) return null;
  return input.reduce<number>((sum, item) => sum + (countContentWords(item["content"]) ?? 0), 0);
};

const readResponses = (body: JsonObject): Reading<GenerationRequest> => {
  const { model } = body;
  if (typeof model !== "string" || model === "")
    return toProblem("model", "model is missing: it must be the name of a model");
  const problem = findFieldProblem(body, { stream: flagRule, max_output_tokens: limitRule });
  if (problem !== null) return { ok: false, problem };
  const promptTokens = countInputTokens(body["input"]);
  if (promptTokens === null) return toProblem("input", "input must be a text or a list of items");
  const value = toRequest({
    model,
    promptTokens: promptTokens + (countContentWords(body["instructions"]) ?? 0),
    wantsStream: body["stream"] === true,
    maxTokens: toNumberOrNull(body["max_output_tokens"]),
    toolName: readToolName(body),
  });
  return { ok: true, value };
};

const stream = {
  ...namedEventStream,
  toError: (message: string): string =>
    JSON.stringify({
      type: "error",
      code: "server_error",
      message,
      param: null,
      sequence_number: 0,
    }),
};

/** The Responses API. */
export const responses: Dialect = {
  ...commonDialect,
  endpoint: "/v1/responses",
  idPrefix: "resp_",
  read: readResponses,
  createRenderer: (facts) => new ResponsesRenderer(facts),
  createStream: () => stream,
  toErrorBody: nestedError,
};
