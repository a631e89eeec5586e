// Fills the placeholders of a described API: `{prompt}`, `{model}` and the like.

import { isJsonArray, isJsonObject } from "../stream/json/guards.ts";
import type { RequestOptions } from "./endpoint.ts";

type Values = ReadonlyMap<string, string | number | boolean | null>;

const placeholder = /\{(\w+)\}/g;
const solePlaceholder = /^\{(\w+)\}$/;

/** The body of a request: its template with the values in place. */
export function fillBody(
  template: Readonly<Record<string, unknown>>,
  options: RequestOptions,
  prompt: string,
): Record<string, unknown> {
  return fillFields(template, valuesOf(options, prompt));
}

/** A path with the name of the model in place. */
export function fillPath(path: string, model: string): string {
  return path.replaceAll("{model}", model.split("/").map(encodeURIComponent).join("/"));
}

/** What has no value is null. */
function valuesOf(options: RequestOptions, prompt: string): Values {
  const { model, maxTokens, stream, temperature, topP, topK } = options;
  const named = { prompt, model: model || null, maxTokens, stream, temperature, topP, topK };
  return new Map(Object.entries(named));
}

function fillFields(
  template: Readonly<Record<string, unknown>>,
  values: Values,
): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(template)) {
    const value = fill(field, values);
    if (value !== undefined) filled[name] = value;
  }
  return filled;
}

/** Undefined for a placeholder without a value: the field that it stands in is left out. */
function fill(template: unknown, values: Values): unknown {
  if (typeof template === "string") return fillText(template, values);
  if (isJsonArray(template)) {
    return template.map((entry) => fill(entry, values)).filter((entry) => entry !== undefined);
  }
  return isJsonObject(template) ? fillFields(template, values) : template;
}

/** A text that is one placeholder becomes its value, with its type. */
function fillText(template: string, values: Values): unknown {
  const sole = solePlaceholder.exec(template)?.[1] ?? "";
  if (values.has(sole)) return values.get(sole) ?? undefined;
  return template.replaceAll(placeholder, (whole, name: string) =>
    values.has(name) ? String(values.get(name) ?? "") : whole,
  );
}
