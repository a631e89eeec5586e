// What stands in and under a field: an example, what it does, its unit, its default.
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

/** What the field does. Who has a button needs no key of the terminal. */
export const helpOf = ({ description }: FormField): string =>
  description.replaceAll("Ctrl-C", "Stop");

const exampleOf: Readonly<Record<string, string>> = {
  host: "http://127.0.0.1:8000",
  header: "X-Team: blue",
  "extra-body": '{"top_k": 40}',
  "cancel-after": "20 tokens",
  "max-fail-ratio": "0.5/30s",
  "max-requests": "1000",
  "reasoning-effort": "low",
};

/** What stands in the empty field. */
export const placeholderOf = (field: FormField, draft: Draft): string => {
  if (hasHiddenValue(field)) return isTakenBack(field, draft) ? "left out" : "set, and not shown";
  if (field.defaultText !== null) return `default: ${field.defaultText}`;
  const example = exampleOf[field.name];
  return example === undefined ? "not set" : `for example ${example}`;
};
