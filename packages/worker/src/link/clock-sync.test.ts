import { describe, expect, it } from "vitest";
import { ClockSync } from "./clock-sync.ts";

describe("the clock estimate", () => {
  it("is unknown before the first answer", () => {
    expect(new ClockSync().estimate()).toBeNull();
  });

  it("takes the exchange with the smallest round trip and bounds the error by half of it", () => {
    const clock = new ClockSync();
    clock.add(0, 1_030, 60);
    clock.add(1_000, 2_001, 1_002);
    clock.add(2_000, 3_100, 2_150);
    expect(clock.estimate()).toEqual({ offsetMs: 1_000, errorMs: 1 });
  });

  it("stays within its bound for any asymmetric delay", () => {
    const clock = new ClockSync();
    const trueOffsetMs = 500;
    for (const [outMs, backMs] of [
      [40, 3],
      [1, 25],
      [2, 9],
    ] as const) {
      clock.add(0, trueOffsetMs + outMs, outMs + backMs);
      const estimate = clock.estimate();
      expect(Math.abs((estimate?.offsetMs ?? 0) - trueOffsetMs)).toBeLessThanOrEqual(
        estimate?.errorMs ?? 0,
      );
    }
  });

  it("forgets exchanges older than a minute", () => {
    const clock = new ClockSync();
    clock.add(0, 1_000, 1);
    clock.add(61_000, 62_105, 61_010);
    expect(clock.estimate()?.errorMs).toBe(5);
  });
});
