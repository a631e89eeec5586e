import { expect, it } from "vitest";
import { redialDelayMs } from "./redial.ts";

it("waits longer after every failure, up to 15 s", () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 50].map((failures) => redialDelayMs(failures, 1));
  expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

it("spreads pages over half of the time", () => {
  expect(redialDelayMs(3, 0)).toBe(2_000);
  expect(redialDelayMs(3, 0.5)).toBe(3_000);
});
