import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJsonValues } from "./json-values.ts";

test("reads glued and separated values back in order", () => {
  const value = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
  const separator = fc.constantFrom("", "\n", " \r\n ");
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), separator, (values, between) => {
      const plain: unknown = JSON.parse(JSON.stringify(values));
      const text = values.map((one) => JSON.stringify(one)).join(between);
      expect(parseJsonValues(text)).toEqual({ ok: true, value: plain });
    }),
  );
});

test("reads bare NaN and Infinity as null, but leaves them alone inside strings", () => {
  const text = '{"a":NaN,"b":[-Infinity,Infinity],"c":"NaN \\" Infinity"}';
  expect(parseJsonValues(text)).toEqual({
    ok: true,
    value: [{ a: null, b: [null, null], c: 'NaN " Infinity' }],
  });
});

test.each([
  ['{"a":NaN}', true],
  ['{"a":1}{"b":2}', false],
  ['{"a":"NaN"}', false],
  ['{"a":NaN', false],
])("says of %s whether it had to be lenient: %s", (text, expected) => {
  let isLenient = false;
  parseJsonValues(text, () => (isLenient = true));
  expect(isLenient).toBe(expected);
});

test.each(["", "  ", "oops", '{"a":1', '{"a":1}}', '{"a":1} tail', "<html>"])(
  "refuses %j",
  (text) => {
    expect(parseJsonValues(text).ok).toBe(false);
  },
);

test("refuses what is nested so deeply that nobody could walk it", () => {
  const nested = (levels: number): string => '{"detail":['.repeat(levels) + "]}".repeat(levels);
  expect(parseJsonValues(nested(250)).ok).toBe(true);
  expect(parseJsonValues(nested(251)).ok).toBe(false);
  expect(parseJsonValues(nested(100_000)).ok).toBe(false);
  expect(parseJsonValues(`[${"[1],".repeat(1000)}"[[["]`).ok).toBe(true);
});

test("is lenient with numbers beside a text of megabytes, too", () => {
  const long = "x".repeat(9_000_000);
  expect(parseJsonValues(`{"a":NaN,"b":"${long}"}`)).toEqual({
    ok: true,
    value: [{ a: null, b: long }],
  });
});
