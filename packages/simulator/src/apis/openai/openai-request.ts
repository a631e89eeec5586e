// Reads what both completion calls have in common from a request body.

import {
  type GenerationRequest,
  isJsonObject,
  type JsonObject,
  type Reading,
  type RequestProblem,
  toProblem,
  toRequest,
} from "../generation-request.ts";
import {
  countRule,
  type FieldRule,
  findFieldProblem,
  flagRule,
  integerRule,
  limitRule,
  objectRule,
  toNumberOrNull,
} from "../request/request-fields.ts";

const largestChoices = 16;

const fieldRules: Readonly<Record<string, FieldRule>> = {
  stream: flagRule,
  max_tokens: limitRule,
  max_completion_tokens: limitRule,
  min_tokens: countRule,
  seed: integerRule,
  n: {
    isValid: (value) => limitRule.isValid(value) && Number(value) <= largestChoices,
    wanted: `a whole number from 1 to ${largestChoices}`,
  },
  stream_options: objectRule,
  ignore_eos: flagRule,
  return_token_ids: flagRule,
};

const findProblem = (body: JsonObject): RequestProblem | null => {
  const problem = findFieldProblem(body, fieldRules);
  if (problem !== null || body["stream"] === true || (body["stream_options"] ?? null) === null)
    return problem;
  return { param: "stream_options", message: "stream_options is only allowed with stream: true" };
};

/** Reads the common fields; the dialect adds what it found in the prompt. */
export const readOpenAiRequest = (
  body: JsonObject,
  found: Pick<GenerationRequest, "promptTokens" | "wantsLogprobs" | "toolName">,
): Reading<GenerationRequest> => {
  const model = body["model"];
  if (typeof model !== "string" || model === "")
    return toProblem("model", "model is missing: it must be the name of a model");
  const problem = findProblem(body);
  if (problem !== null) return { ok: false, problem };
  const streamOptions = isJsonObject(body["stream_options"]) ? body["stream_options"] : {};
  const value = toRequest({
    model,
    wantsStream: body["stream"] === true,
    maxTokens: toNumberOrNull(body["max_completion_tokens"]) ?? toNumberOrNull(body["max_tokens"]),
    minTokens: toNumberOrNull(body["min_tokens"]) ?? 0,
    seed: toNumberOrNull(body["seed"]),
    choices: toNumberOrNull(body["n"]) ?? 1,
    wantsUsage: streamOptions["include_usage"] === true,
    wantsRunningUsage: streamOptions["continuous_usage_stats"] === true,
    ignoresEos: body["ignore_eos"] === true,
    wantsTokenIds: body["return_token_ids"] === true,
    ...found,
  });
  return { ok: true, value };
};
