// Reads requests whose prompt is one text or one list of token ids, and whose limits may have any
// name: what the APIs of inference engines have in common.

import type { CallFacts } from "../dialect.ts";
import {
  type GenerationRequest,
  type JsonObject,
  type Reading,
  toProblem,
  toRequest,
} from "../generation-request.ts";
import { countWords } from "./prompt-tokens.ts";
import {
  countRule,
  findFieldProblem,
  flagRule,
  integerRule,
  limitRule,
  readModel,
  toNumberOrNull,
} from "./request-fields.ts";

/** The names of the fields that an API has. */
export interface PromptFields {
  /** The first of these that is there is the prompt. */
  readonly prompt: readonly string[];
  readonly maxTokens: string;
  readonly minTokens?: string;
  readonly seed?: string;
}

/** A prompt and where its limits stand. */
export interface PromptBody {
  readonly body: JsonObject;
  /** The object that holds the limits. */
  readonly limits: JsonObject;
  readonly call: CallFacts;
}

/** Tokens of a prompt; null = it is neither a text nor a list of token ids. */
export const countPromptTokens = (prompt: unknown): number | null => {
  const only: unknown = Array.isArray(prompt) && prompt.length === 1 ? prompt[0] : prompt;
  if (typeof only === "string") return countWords(only);
  if (Array.isArray(prompt) && typeof only === "number") return 1;
  const isTokenList =
    Array.isArray(only) && only.length > 0 && only.every((item) => typeof item === "number");
  return isTokenList ? only.length : null;
};

/** The text of a prompt; empty when it consists of token ids. */
export const toPromptText = (body: JsonObject, names: readonly string[]): string => {
  const prompt = names.map((name) => body[name]).find((value) => value !== undefined);
  const only: unknown = Array.isArray(prompt) ? prompt[0] : prompt;
  return typeof only === "string" ? only : "";
};

/** Reads prompt and limits. */
export const readPromptRequest = (
  { body, limits, call }: PromptBody,
  fields: PromptFields,
): Reading<GenerationRequest> => {
  const { minTokens = "min_tokens", seed = "seed", maxTokens } = fields;
  const name = fields.prompt.find((candidate) => body[candidate] !== undefined);
  const promptTokens = name === undefined ? null : countPromptTokens(body[name]);
  if (promptTokens === null)
    return toProblem(
      fields.prompt[0] ?? null,
      `${fields.prompt.join(" or ")} must be one text or one list of token ids`,
    );
  const problem =
    findFieldProblem(body, { stream: flagRule }) ??
    findFieldProblem(limits, {
      [maxTokens]: limitRule,
      [minTokens]: countRule,
      [seed]: integerRule,
      ignore_eos: flagRule,
    });
  if (problem !== null) return { ok: false, problem };
  const value = toRequest({
    model: readModel(body, call),
    promptTokens,
    wantsStream: body["stream"] === true,
    maxTokens: toNumberOrNull(limits[maxTokens]),
    minTokens: toNumberOrNull(limits[minTokens]) ?? 0,
    seed: toNumberOrNull(limits[seed]),
    ignoresEos: limits["ignore_eos"] === true,
  });
  return { ok: true, value };
};
