import { expect, test } from "vitest";
import { compilePath } from "./json-path.ts";

const value = { a: { b: [{ c: 1 }, { c: 2 }, { d: 3 }] }, "0": "zero", list: [[5, 6]] };

test.each<[string, readonly unknown[]]>([
  ["a.b.0.c", [1]],
  ["a.b.*.c", [1, 2]],
  ["a.*.1.c", [2]],
  ["a.b.9.c", []],
  ["a.b.-1", []],
  ["a.b.length", []],
  ["a.x.y", []],
  ["0", ["zero"]],
  ["list.0.1", [6]],
  ["constructor", []],
  ["a.b.0.c.d", []],
])("follows %s", (path, expected) => {
  expect(compilePath(path)(value)).toEqual(expected);
});

test.each([null, "text", 5, [], undefined])("finds nothing in %j", (other) => {
  expect(compilePath("a.b")(other)).toEqual([]);
});
