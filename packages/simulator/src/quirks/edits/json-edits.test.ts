import { expect, test } from "vitest";
import { editAt, editObject, omit, readAt } from "./json-edits.ts";
import { editText } from "./message-texts.ts";

test("reads along keys and indexes", () => {
  const value = { a: [{ b: "x" }] };
  expect(readAt(value, ["a", 0, "b"])).toBe("x");
  expect(readAt(value, ["a", 1, "b"])).toBeUndefined();
  expect(readAt(value, [])).toBe(value);
});

test("edits a copy and leaves the original", () => {
  const value = { a: [{ b: "x", c: 1 }], d: 2 };
  expect(editAt(value, ["a", 0, "b"], (text) => `${String(text)}y`)).toEqual({
    a: [{ b: "xy", c: 1 }],
    d: 2,
  });
  expect(value.a[0]?.b).toBe("x");
  expect(editAt(value, ["none", 0], () => "new")).toBe(value);
});

test("edits objects and leaves other JSON", () => {
  expect(editObject('{"a":1,"b":2}', (object) => omit(object, "a"))).toBe('{"b":2}');
  expect(editObject("[1]", () => "new")).toBe("[1]");
});

test.each([
  ['{"choices":[{"delta":{"content":"t"}}]}', '{"choices":[{"delta":{"content":"t!"}}]}'],
  ['{"choices":[{"text":"t"}]}', '{"choices":[{"text":"t!"}]}'],
  ['{"text":["t"]}', '{"text":["t!"]}'],
  ['{"token":{"text":"t"},"generated_text":null}', '{"token":{"text":"t!"},"generated_text":null}'],
  ['{"type":"x","delta":{"text":"t"}}', '{"type":"x","delta":{"text":"t!"}}'],
  ['{"type":"x","delta":"t"}', '{"type":"x","delta":"t!"}'],
  [
    '{"candidates":[{"content":{"parts":[{"text":"t"}]}}]}',
    '{"candidates":[{"content":{"parts":[{"text":"t!"}]}}]}',
  ],
  ['{"message":{"content":"t"},"done":false}', '{"message":{"content":"t!"},"done":false}'],
  ['{"usage":null}', '{"usage":null}'],
])("finds the text of %s", (json, edited) => {
  expect(editText(json, (text) => `${text}!`)).toBe(edited);
});
