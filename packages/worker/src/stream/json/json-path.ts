// Paths into JSON such as `choices.0.delta.text`: names of fields and places in lists between dots,
// and `*` for every element or every field.

import { isJsonArray, isJsonObject } from "./guards.ts";

/** Finds the values that a path leads to; none where there is nothing. */
export type JsonPath = (value: unknown) => readonly unknown[];

/** Reads a path. */
export function compilePath(path: string): JsonPath {
  const steps = path.split(".");
  return (value) =>
    steps.reduce((found, step) => found.flatMap((one) => follow(one, step)), [value]);
}

function follow(value: unknown, step: string): readonly unknown[] {
  if (isJsonArray(value)) {
    if (step === "*") return value;
    const place = /^\d+$/.test(step) ? Number(step) : -1;
    return place in value ? [value[place]] : [];
  }
  if (!isJsonObject(value)) return [];
  if (step === "*") return Object.values(value);
  return Object.hasOwn(value, step) ? [value[step]] : [];
}
