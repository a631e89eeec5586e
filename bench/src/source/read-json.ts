// Reads what a source answers, and trusts none of it before it was looked at.

/** A JSON object whose fields are still unknown. */
export type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNumber = (value: unknown): value is number => typeof value === "number";

/** The object that a URL answers. */
export async function getObject(url: string): Promise<JsonObject> {
  const response = await fetch(url);
  const answer: unknown = await response.json();
  if (!response.ok || !isObject(answer)) throw new Error(`${url} answered ${response.status}`);
  return answer;
}

/** A field that is an object. */
export function objectField(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  if (isObject(value)) return value;
  throw new Error(`no object "${name}" in the answer`);
}

/** A field that is a number. */
export function numberField(object: JsonObject, name: string): number {
  const value = object[name];
  if (isNumber(value)) return value;
  throw new Error(`no number "${name}" in the answer`);
}

/** A field that is a number or null. */
export const maybeNumberField = (object: JsonObject, name: string): number | null =>
  object[name] === null ? null : numberField(object, name);

/** A field that is a list of numbers. */
export function numbersField(object: JsonObject, name: string): readonly number[] {
  const value = object[name];
  if (Array.isArray(value) && value.every(isNumber)) return value;
  throw new Error(`no list of numbers "${name}" in the answer`);
}

/** A field that is a list of texts. */
export function textsField(object: JsonObject, name: string): readonly string[] {
  const value = object[name];
  if (!Array.isArray(value)) throw new Error(`no list of texts "${name}" in the answer`);
  return value.map(String);
}
