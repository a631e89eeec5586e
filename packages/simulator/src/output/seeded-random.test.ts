import { expect, test } from "vitest";
import { createRandom } from "./seeded-random.ts";

const take = (count: number, seed: number, ...names: string[]): number[] => {
  const random = createRandom(seed, ...names);
  return Array.from({ length: count }, random);
};

test("repeats the sequence for the same seed and names", () => {
  expect(take(20, 7, "a", "text")).toEqual(take(20, 7, "a", "text"));
});

test("gives another sequence for another seed or name", () => {
  expect(take(5, 7, "a")).not.toEqual(take(5, 8, "a"));
  expect(take(5, 7, "a")).not.toEqual(take(5, 7, "b"));
});

test("spreads numbers evenly from 0 to 1", () => {
  const numbers = take(20_000, 3, "spread");
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  expect(mean).toBeGreaterThan(0.49);
  expect(mean).toBeLessThan(0.51);
  expect(numbers.filter((number) => number < 0.1).length).toBeGreaterThan(1800);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
});
