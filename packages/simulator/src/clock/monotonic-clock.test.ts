import { expect, test } from "vitest";
import { monotonicNowMs } from "./monotonic-clock.ts";

test("agrees with the monotonic clock of the machine within a tenth of a millisecond", () => {
  let smallestDifferenceMs = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const machineMs = Number(process.hrtime.bigint()) / 1e6;
    smallestDifferenceMs = Math.min(smallestDifferenceMs, Math.abs(monotonicNowMs() - machineMs));
  }
  expect(smallestDifferenceMs).toBeLessThan(0.1);
});
