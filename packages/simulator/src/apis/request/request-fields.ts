// Reads single fields of request bodies and says what is wrong with them. A field that is absent or
// null is always valid.

import type { CallFacts } from "../dialect.ts";
import { isJsonObject, type JsonObject, type RequestProblem } from "../generation-request.ts";

/** What a field may hold. */
export interface FieldRule {
  readonly isValid: (value: unknown) => boolean;
  readonly wanted: string;
}

/** True or false. */
export const flagRule: FieldRule = {
  isValid: (value) => typeof value === "boolean",
  wanted: "true or false",
};

const isFrom = (min: number, value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= min;

/** A number of tokens that is at least one. */
export const limitRule: FieldRule = {
  isValid: (value) => isFrom(1, value),
  wanted: "a whole number of at least 1",
};

/** A number of tokens, also none. */
export const countRule: FieldRule = {
  isValid: (value) => isFrom(0, value),
  wanted: "a whole number of at least 0",
};

/** Any whole number. */
export const integerRule: FieldRule = { isValid: Number.isInteger, wanted: "a whole number" };

/** Any JSON object. */
export const objectRule: FieldRule = { isValid: isJsonObject, wanted: "an object" };

/** The first field that breaks its rule. */
export const findFieldProblem = (
  body: JsonObject,
  rules: Readonly<Record<string, FieldRule>>,
): RequestProblem | null => {
  for (const [param, { isValid, wanted }] of Object.entries(rules)) {
    const value = body[param] ?? null;
    if (value !== null && !isValid(value))
      return { param, message: `${param} is ${JSON.stringify(value)}, but must be ${wanted}` };
  }
  return null;
};

/** The number in a field. */
export const toNumberOrNull = (value: unknown): number | null =>
  typeof value === "number" ? value : null;

/** The list in a field; an empty one when there is none. */
export const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The object in a field; an empty one when there is none. */
export const toObject = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** The model that a request names: in its body, in its path, or by naming none. */
export const readModel = (body: JsonObject, { names, modelName }: CallFacts): string => {
  const model = body["model"];
  return typeof model === "string" && model !== "" ? model : (names["model"] ?? modelName);
};

/** The name of the first function that the request offers; null = it offers none or wants none. */
export const readToolName = (body: JsonObject): string | null => {
  const tools = toList(body["tools"]);
  if (tools.length === 0 || body["tool_choice"] === "none") return null;
  const tool = toObject(tools[0]);
  const [declared] = toList(tool["functionDeclarations"]);
  const names = [toObject(tool["function"])["name"], tool["name"], toObject(declared)["name"]];
  return names.find((name) => typeof name === "string") ?? "tool";
};
