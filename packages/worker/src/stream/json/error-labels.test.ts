import { expect, test } from "vitest";
import { errorLabels } from "./error-labels.ts";

test.each<[string, unknown, readonly string[]]>([
  ["OpenAI", { error: { message: "x", type: "t", code: "c" } }, ["c", "t"]],
  ["FastChat", { object: "error", message: "x", code: 42903 }, ["42903"]],
  ["TGI", { error: "x", error_type: "overloaded" }, ["overloaded"]],
  [
    "Anthropic",
    { type: "error", error: { type: "overloaded_error" } },
    ["error", "overloaded_error"],
  ],
  ["Gemini in an array", [{ error: { code: 503, status: "UNAVAILABLE" } }], ["503", "UNAVAILABLE"]],
  ["a nested detail", { detail: { error: { code: 429 } } }, ["429"]],
  ["no labels", { error: { code: null, type: {} } }, []],
  ["no object", "x", []],
])("collects those of %s", (_name, value, expected) => {
  expect(errorLabels(value)).toEqual(expected);
});
