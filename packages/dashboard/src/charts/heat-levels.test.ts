import fc from "fast-check";
import { expect, test } from "vitest";
import { heatLevel, heatLevelCount, heatLimits } from "./heat-levels.ts";

test("a cell without requests has no colour", () => {
  expect(heatLevel(0, 10)).toBe(-1);
  expect(heatLevel(0, 0)).toBe(-1);
});

test("the largest cell has the last colour, the smallest the first", () => {
  expect(heatLevel(64, 64)).toBe(heatLevelCount - 1);
  expect(heatLevel(0.001, 64)).toBe(0);
});

test("the ends of the colours are round", () => {
  expect(heatLimits(14)).toEqual([0.2, 0.5, 1, 2, 5, 10, 20]);
  expect(heatLimits(1000)).toEqual([10, 20, 50, 100, 200, 500, 1000]);
});

test("each colour covers what the legend says", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1, noNaN: true }),
      (most, share) => {
        const value = most * share;
        const level = heatLevel(value, most);
        const limits = heatLimits(most);
        expect(value).toBeLessThanOrEqual((limits[level] ?? 0) * (1 + 1e-6));
        const below = level > 0 ? (limits[level - 1] ?? 0) : 0;
        expect(value).toBeGreaterThan(below * (1 - 1e-6));
      },
    ),
  );
});
