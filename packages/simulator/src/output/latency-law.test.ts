import { expect, test } from "vitest";
import { drawJitter, toFirstTokenMs, toTokensMs } from "./latency-law.ts";
import { createRandom } from "./seeded-random.ts";

const law = { prefillTokensPerS: 1000, baseTtftMs: 20, itlMs: 10, itlPerRunningMs: 0.5, jitter: 0 };

test("adds the prompt's share to the time to first token", () => {
  expect(toFirstTokenMs(law, 100)).toBe(120);
  expect(toFirstTokenMs({ ...law, prefillTokensPerS: 0 }, 100)).toBe(20);
});

test("lets the time per token grow with the batch", () => {
  expect(toTokensMs(law, 1, 1)).toBe(10.5);
  expect(toTokensMs(law, 1, 20)).toBe(20);
  expect(toTokensMs(law, 4, 20)).toBe(80);
});

test("draws jitter factors around one, within the bounds", () => {
  const random = createRandom(1, "jitter");
  const factors = Array.from({ length: 2000 }, () => drawJitter(0.2, random));
  expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.8);
  expect(Math.min(...factors)).toBeLessThan(0.81);
  expect(Math.max(...factors)).toBeLessThanOrEqual(1.2);
  expect(Math.max(...factors)).toBeGreaterThan(1.19);
  expect(drawJitter(0, random)).toBe(1);
});
