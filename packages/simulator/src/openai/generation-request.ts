// Reads what both completion calls have in common from a request body, and says what is wrong with it.

/** What the simulator needs to know of a request. */
export interface GenerationRequest {
  readonly model: string;
  readonly wantsStream: boolean;
  readonly promptTokens: number;
  /** null = the request names no limit. */
  readonly maxTokens: number | null;
  readonly seed: number | null;
  /** Usage in a last chunk of its own; `null` on the chunks before. */
  readonly wantsUsage: boolean;
  /** Usage so far on every chunk (an extension of vLLM). */
  readonly wantsRunningUsage: boolean;
  readonly wantsLogprobs: boolean;
  /** Always generate up to the limit (an extension of vLLM). */
  readonly ignoresEos: boolean;
}

/** A field that cannot be served, and why. */
export interface RequestProblem {
  readonly message: string;
  readonly param: string | null;
}

/** A request or what is wrong with it. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: RequestProblem };

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a parsed JSON value is an object. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A reading that failed. */
export const toProblem = (
  param: string | null,
  message: string,
): { ok: false; problem: RequestProblem } => ({ ok: false, problem: { message, param } });

interface FieldRule {
  readonly isValid: (value: unknown) => boolean;
  readonly wanted: string;
}

const isTokenCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1;
const flagRule: FieldRule = {
  isValid: (value) => typeof value === "boolean",
  wanted: "true or false",
};
const limitRule: FieldRule = { isValid: isTokenCount, wanted: "a whole number of at least 1" };

// A field that is absent or null is always valid.
const fieldRules: Readonly<Record<string, FieldRule>> = {
  stream: flagRule,
  max_tokens: limitRule,
  max_completion_tokens: limitRule,
  seed: { isValid: Number.isInteger, wanted: "a whole number" },
  n: { isValid: (value) => value === 1, wanted: "1: the simulator gives one choice" },
  stream_options: { isValid: isJsonObject, wanted: "an object" },
  ignore_eos: flagRule,
};

const findFieldProblem = (body: JsonObject): RequestProblem | null => {
  for (const [param, { isValid, wanted }] of Object.entries(fieldRules)) {
    const value = body[param] ?? null;
    if (value !== null && !isValid(value))
      return { param, message: `${param} is ${JSON.stringify(value)}, but must be ${wanted}` };
  }
  if (body["stream"] !== true && (body["stream_options"] ?? null) !== null)
    return { param: "stream_options", message: "stream_options is only allowed with stream: true" };
  return null;
};

const toNumberOrNull = (value: unknown): number | null =>
  typeof value === "number" ? value : null;

/** Reads the common fields; the dialect adds what it found in the prompt. */
export const readGenerationRequest = (
  body: JsonObject,
  found: { readonly promptTokens: number; readonly wantsLogprobs: boolean },
): Reading<GenerationRequest> => {
  const model = body["model"];
  if (typeof model !== "string" || model === "")
    return toProblem("model", "model is missing: it must be the name of a model");
  const problem = findFieldProblem(body);
  if (problem !== null) return { ok: false, problem };
  const streamOptions = isJsonObject(body["stream_options"]) ? body["stream_options"] : {};
  return {
    ok: true,
    value: {
      model,
      wantsStream: body["stream"] === true,
      maxTokens:
        toNumberOrNull(body["max_completion_tokens"]) ?? toNumberOrNull(body["max_tokens"]),
      seed: toNumberOrNull(body["seed"]),
      wantsUsage: streamOptions["include_usage"] === true,
      wantsRunningUsage: streamOptions["continuous_usage_stats"] === true,
      ignoresEos: body["ignore_eos"] === true,
      ...found,
    },
  };
};
