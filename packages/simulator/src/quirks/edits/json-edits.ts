// Edits JSON texts without a word about any API. A text that is no object stays as it is.

import { isJsonObject, type JsonObject } from "../../apis/generation-request.ts";

/** Gives the value in place of the old one. */
export type Edit = (value: unknown) => unknown;

/** A step into a JSON value: a key of an object or an index of a list. */
export type Step = string | number;

/** A list when it is one, else none. */
export const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** An object when it is one, else an empty one. */
export const toObject = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** The value at the end of the steps; undefined when there is none. */
export const readAt = (value: unknown, [step, ...rest]: readonly Step[]): unknown => {
  if (step === undefined) return value;
  const inner = typeof step === "number" ? toList(value)[step] : toObject(value)[step];
  return inner === undefined ? undefined : readAt(inner, rest);
};

/** A copy in which the value at the end of the steps was edited; the same value when there is none. */
export const editAt = (value: unknown, [step, ...rest]: readonly Step[], edit: Edit): unknown => {
  if (step === undefined) return edit(value);
  const inner = readAt(value, [step]);
  if (inner === undefined) return value;
  const edited = editAt(inner, rest, edit);
  return typeof step === "number"
    ? toList(value).with(step, edited)
    : { ...toObject(value), [step]: edited };
};

/** The JSON with its object edited. */
export const editObject = (json: string, edit: (object: JsonObject) => unknown): string => {
  const value: unknown = JSON.parse(json);
  return isJsonObject(value) ? JSON.stringify(edit(value)) : json;
};

/** The object without some of its keys. */
export const omit = (object: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
