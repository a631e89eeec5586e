import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  elapsedEvent,
  leasePhase,
  livenessDeadlines,
  renewWorkerLease,
  workerLease,
} from "./lease.ts";

describe("the worker's lease", () => {
  it("is held, then paused after one lease, then over after two, from the heartbeat's sending", () => {
    const lease = workerLease(1000, 5000);
    expect(leasePhase(lease, 1000)).toBe("held");
    expect(leasePhase(lease, 5999)).toBe("held");
    expect(leasePhase(lease, 6000)).toBe("paused");
    expect(leasePhase(lease, 10_999)).toBe("paused");
    expect(leasePhase(lease, 11_000)).toBe("over");
  });

  it("grows with each answer, and is never shortened by an old one", () => {
    const lease = workerLease(3000, 5000);
    expect(renewWorkerLease(lease, 4000, 5000)).toEqual(workerLease(4000, 5000));
    expect(renewWorkerLease(lease, 2000, 5000)).toEqual(lease);
  });
});

describe("the master's deadlines", () => {
  it("are silence 3 s after the last frame, and loss 1.1 leases after the last answer", () => {
    const deadlines = livenessDeadlines({ lastFrameAtMs: 10_000, answeredAtMs: 9500 }, 5000);
    expect(elapsedEvent(deadlines, 12_999)).toBeNull();
    expect(elapsedEvent(deadlines, 13_000)).toBe("silenceElapsed");
    expect(elapsedEvent(deadlines, 14_999)).toBe("silenceElapsed");
    expect(elapsedEvent(deadlines, 15_000)).toBe("leaseElapsed");
  });

  it("say loss at once when the lease is shorter than the silence", () => {
    const deadlines = livenessDeadlines({ lastFrameAtMs: 0, answeredAtMs: 0 }, 1000);
    expect(elapsedEvent(deadlines, 1100)).toBe("leaseElapsed");
  });
});

describe("both sides together", () => {
  const delay = fc.double({ min: 0, max: 20_000, noNaN: true });
  const clock = fc.record({
    offsetMs: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    // How fast the worker's clock runs, in its milliseconds per true one.
    speed: fc.double({ min: 0.95, max: 1.05, noNaN: true }),
  });

  it("end the worker's lease before the master's, whatever the delays and clocks", () => {
    const leases = fc.double({ min: 100, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(
        delay,
        delay,
        clock,
        leases,
        (sentAt, travelled, { offsetMs, speed }, leaseMs) => {
          const toWorkerClock = (trueMs: number) => trueMs * speed + offsetMs;
          const toTrue = (workerMs: number) => (workerMs - offsetMs) / speed;
          const lease = workerLease(toWorkerClock(sentAt), leaseMs);
          const answeredAtMs = sentAt + travelled;
          const { lostAtMs } = livenessDeadlines(
            { lastFrameAtMs: answeredAtMs, answeredAtMs },
            leaseMs,
          );
          expect(toTrue(lease.pausedAtMs)).toBeLessThan(lostAtMs);
        },
      ),
    );
  });

  it("re-plan a lost worker within 6 s at the default lease", () => {
    const { lostAtMs } = livenessDeadlines({ lastFrameAtMs: 0, answeredAtMs: 0 }, 5000);
    expect(lostAtMs).toBeLessThanOrEqual(6000);
  });
});
