// What stands in and under a field: its stand-in, its unit, its default.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import { controlOf } from "./field-control.ts";
import { type Draft, hasHiddenValue, isTakenBack } from "./draft.ts";

// These are no words to put behind a number.
const noUnits: ReadonlySet<string> = new Set(["none", "time span"]);

const how: Partial<Record<ReturnType<typeof controlOf>, string>> = {
  words: "Several: with a space between.",
  lines: "One a line.",
};

const examples: Readonly<Record<string, string>> = {
  "time span": "Such as 30s, 5m or 1h30m.",
  wait: "",
};

/** Unit, way of writing and default, in a few words. */
export const describeField = (field: FormField): string => {
  const control = controlOf(field);
  const isUnit = field.unit !== null && !noUnits.has(field.unit);
  const words = [
    isUnit ? `Unit: ${field.unit ?? ""}.` : "",
    how[control] ?? examples[field.kind] ?? "",
    field.defaultText === null ? "" : `Default: ${field.defaultText}.`,
  ];
  return words.filter(Boolean).join(" ");
};

const exampleOf: Readonly<Record<string, string>> = {
  host: "http://127.0.0.1:8000",
  prompt: "a generated one",
  header: "X-Team: blue",
  "extra-body": '{"top_k": 40}',
};

/** What stands in the empty field. */
export const placeholderOf = (field: FormField, draft: Draft): string => {
  if (hasHiddenValue(field)) return isTakenBack(field, draft) ? "left out" : "set, and not shown";
  const example = exampleOf[field.name];
  if (example !== undefined) return example;
  return field.defaultText ?? (field.placeholder ?? "").replaceAll("'", "").toLowerCase();
};
