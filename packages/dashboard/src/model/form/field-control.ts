// What each field of the start form is typed into, and how its value is written there.
import type { FormField } from "@gadfly/shared/options/describe/start-form";

/** Where a value is typed. `words`: several on one line; `lines`: one a line. */
export type FieldControl =
  | "whole number"
  | "number"
  | "line"
  | "words"
  | "lines"
  | "text"
  | "password"
  | "choice"
  | "switch";

const longTexts: ReadonlySet<string> = new Set(["prompt", "extra-body"]);

const byKind: Readonly<Record<string, FieldControl>> = {
  count: "whole number",
  number: "number",
  choice: "choice",
  switch: "switch",
  map: "lines",
  object: "text",
};

/** The control of a field. */
export const controlOf = (field: FormField): FieldControl => {
  if (longTexts.has(field.name)) return "text";
  // An address has no spaces, so several of them fit on a line, and Enter still starts.
  if (field.kind === "list") return field.placeholder === "URL" ? "words" : "lines";
  if (field.secret && field.kind === "text") return "password";
  return byKind[field.kind] ?? "line";
};

const pairLine = ([name, value]: readonly [string, unknown]): string =>
  `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`;

/** A value as it stands in its field. */
export const valueText = (field: FormField, value: unknown): string => {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.join(controlOf(field) === "words" ? " " : "\n");
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return JSON.stringify(value);
  return field.kind === "map"
    ? Object.entries(value).map(pairLine).join("\n")
    : JSON.stringify(value);
};

/** What is typed, as a start request holds it; the master reads text as it reads a flag's. */
export const requestValue = (field: FormField, text: string): unknown => {
  switch (controlOf(field)) {
    case "switch":
      return text === "on";
    case "words":
      return text.split(/\s+/).filter((word) => word !== "");
    case "lines":
      return text.split("\n").filter((line) => line.trim() !== "");
    case "whole number":
    case "number":
    case "line":
      return text.trim();
    default:
      return text;
  }
};
