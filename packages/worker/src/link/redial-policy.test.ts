import { expect, it } from "vitest";
import { isWordDue, nextDialDelayMs } from "./redial-policy.ts";

it("doubles the delay up to two seconds", () => {
  const delays = [0, 1, 2, 3, 4, 5, 50].map((attempt) => nextDialDelayMs(attempt, 0, 1e6, 0.5));
  expect(delays).toEqual([100, 200, 400, 800, 1600, 2000, 2000]);
});

it("spreads the delay by a quarter each way", () => {
  expect(nextDialDelayMs(0, 0, 1e6, 0)).toBe(75);
  expect(nextDialDelayMs(0, 0, 1e6, 0.999)).toBeLessThan(125);
});

it("gives up when the wait is over", () => {
  expect(nextDialDelayMs(3, 300_000, 300_000, 0.5)).toBeNull();
});

it("has a word on the wait every ten seconds", () => {
  const words: number[] = [];
  for (let waitedMs = 0; waitedMs <= 35_000; waitedMs += 2_000)
    if (isWordDue(waitedMs, words.at(-1) ?? 0)) words.push(waitedMs);
  expect(words).toEqual([10_000, 20_000, 30_000]);
});
