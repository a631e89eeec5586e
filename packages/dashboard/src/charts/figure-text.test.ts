import { expect, test } from "vitest";
import { figureText } from "./figure-text.ts";

test("values keep three or four digits and their unit", () => {
  expect([0, 1.2345, 123.456, 12_345.6].map((value) => figureText(value, "ms"))).toEqual([
    "0 ms",
    "1.23 ms",
    "123.5 ms",
    "12,346 ms",
  ]);
});

test("a plain number has no unit, and what was not measured is a dash", () => {
  expect(figureText(7, "")).toBe("7");
  expect(figureText(null, "ms")).toBe("–");
});
