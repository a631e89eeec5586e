import fc from "fast-check";
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
    const estimate = clock.estimate();
    expect(estimate?.offsetMs).toBe(1_000);
    expect(estimate?.errorMs).toBeCloseTo(1, 3);
    clock.add(1_010, 2_085, 1_060);
    expect(clock.estimate()?.offsetMs).toBe(1_000);
  });

  it("trusts an exchange the less the older it is", () => {
    const clock = new ClockSync();
    clock.add(0, 1_000, 2);
    clock.add(10_000, 11_150, 10_200);
    expect(clock.estimate()?.errorMs).toBeCloseTo(1 + 1.02, 3);
  });

  it("prefers a longer round trip to one that is too old", () => {
    const clock = new ClockSync();
    clock.add(0, 1_000, 1);
    clock.add(61_000, 62_105, 61_010);
    expect(clock.estimate()?.errorMs).toBeCloseTo(5, 2);
  });

  it("stays within its bound for any delays, and while the clocks drift apart", () => {
    const delayMs = fc.double({ min: 0, max: 300, noNaN: true });
    const pauseMs = fc.double({ min: 0, max: 60_000, noNaN: true });
    const heartbeat = fc.record({ outMs: delayMs, backMs: delayMs, pauseMs });
    const heartbeats = fc.array(heartbeat, { minLength: 1, maxLength: 50 });
    const drift = fc.double({ min: -1e-4, max: 1e-4, noNaN: true });
    fc.assert(
      fc.property(heartbeats, drift, (given, driftRate) => {
        const clock = new ClockSync();
        const masterAtMs = (ownMs: number): number => 500 + ownMs * (1 + driftRate);
        let nowMs = 0;
        for (const { outMs, backMs, pauseMs: beforeMs } of given) {
          const sentAtMs = nowMs + beforeMs;
          nowMs = sentAtMs + outMs + backMs;
          clock.add(sentAtMs, masterAtMs(sentAtMs + outMs), nowMs);
          const { offsetMs = 0, errorMs = 0 } = clock.estimate() ?? {};
          const wrongByMs = Math.abs(offsetMs - (masterAtMs(nowMs) - nowMs));
          expect(wrongByMs).toBeLessThanOrEqual(errorMs + 1e-6);
        }
      }),
    );
  });
});
