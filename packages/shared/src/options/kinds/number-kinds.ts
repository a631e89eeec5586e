// Whole numbers and decimals as option values.
import { z } from "zod";
import type { ValueKind } from "../option.ts";

const decimalText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A whole number between two bounds, both allowed. */
export function wholeNumber(bounds: { min: number; max: number; placeholder?: string }) {
  return {
    name: "count",
    schema: z.int().min(bounds.min).max(bounds.max),
    allowed: `a whole number from ${bounds.min} to ${bounds.max}`,
    range: `${bounds.min} to ${bounds.max}`,
    placeholder: bounds.placeholder ?? "N",
    fromText: numberFromText,
  } satisfies ValueKind;
}

/** A number up to `max`, from `min` or above `above`. */
export function decimal(bounds: { min?: number; above?: number; max: number }) {
  const { min, above, max } = bounds;
  const atMost = z.number().max(max);
  const schema = above === undefined ? atMost.min(min ?? 0) : atMost.gt(above);
  const range = above === undefined ? `${min ?? 0} to ${max}` : `above ${above}, up to ${max}`;
  return {
    name: "number",
    schema,
    allowed: `a number ${above === undefined ? "from " : ""}${range}`,
    range,
    placeholder: "NUMBER",
    fromText: numberFromText,
  } satisfies ValueKind;
}

/** A number of processes; -1 asks for one per core. */
export function processCount(max: number) {
  return {
    name: "count",
    schema: z.union([z.literal(-1), z.int().min(1).max(max)]),
    allowed: `a whole number from 1 to ${max}, or -1 for one per core`,
    range: `-1, 1 to ${max}`,
    placeholder: "N",
    fromText: numberFromText,
  } satisfies ValueKind;
}

/** Text that is not a number stays text, so that the schema refuses it. */
function numberFromText(text: string): number | string {
  const trimmed = text.trim();
  return decimalText.test(trimmed) ? Number(trimmed) : text;
}
