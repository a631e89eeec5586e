import { expect, test } from "vitest";
import { drawOutputLength, type LengthLaw } from "./output-length.ts";
import { createRandom } from "./seeded-random.ts";

const drawMany = (law: LengthLaw, maxTokens: number): number[] =>
  Array.from(
    { length: 4000 },
    (_, index) => drawOutputLength(law, maxTokens, createRandom(5, String(index))).tokens,
  );

const toMean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

test("always reaches the limit without an end-of-sequence law", () => {
  const law = { eosProbability: 0, outputTokensMean: null };
  expect(drawOutputLength(law, 7, createRandom(1))).toEqual({ tokens: 7, finishReason: "length" });
});

test("ends after each token with the given probability", () => {
  const lengths = drawMany({ eosProbability: 0.1, outputTokensMean: null }, 10_000);
  expect(toMean(lengths)).toBeGreaterThan(9.3);
  expect(toMean(lengths)).toBeLessThan(10.7);
  expect(Math.min(...lengths)).toBe(1);
});

test("ends after one token when the probability is one", () => {
  const law = { eosProbability: 1, outputTokensMean: null };
  expect(drawOutputLength(law, 7, createRandom(1))).toEqual({ tokens: 1, finishReason: "stop" });
});

test("spreads lengths around the mean, from half to one and a half times", () => {
  const lengths = drawMany({ eosProbability: 0, outputTokensMean: 40 }, 10_000);
  expect(toMean(lengths)).toBeGreaterThan(39);
  expect(toMean(lengths)).toBeLessThan(41);
  expect(Math.min(...lengths)).toBe(20);
  expect(Math.max(...lengths)).toBe(60);
});

test("never goes beyond the limit of the request", () => {
  const lengths = drawMany({ eosProbability: 0, outputTokensMean: 40 }, 30);
  expect(Math.max(...lengths)).toBe(30);
});
