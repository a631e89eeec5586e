import { expect, test } from "vitest";
import { CountGrowth } from "./count-growth.ts";

test("tells what each answer's count grew by", () => {
  const growth = new CountGrowth();
  const counts = [
    [0, 1],
    [1, 2],
    [0, 4],
    [1, 2],
    [1, 5],
  ] as const;
  expect(counts.map(([index, count]) => growth.take(index, count))).toEqual([1, 2, 3, 0, 3]);
});

test("takes a count that is missing or falls for no growth", () => {
  const growth = new CountGrowth();
  expect([5, null, 3, 6].map((count) => growth.take(0, count))).toEqual([5, 0, 0, 1]);
});
