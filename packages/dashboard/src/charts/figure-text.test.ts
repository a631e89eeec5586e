import { expect, test } from "vitest";
import { figureText } from "./figure-text.ts";

test("values have three digits and their unit", () => {
  expect([1.2345, 123.456, 12_345.6].map((value) => figureText(value, "ms"))).toEqual([
    "1.23 ms",
    "123 ms",
    "12,346 ms",
  ]);
});

test("counts stay whole, and what was not measured is a dash", () => {
  expect([50, 12.5, null, undefined].map((value) => figureText(value, ""))).toEqual([
    "50",
    "12.5",
    "-",
    "-",
  ]);
  expect(figureText(null, "ms")).toBe("-");
});
