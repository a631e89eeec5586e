import fc from "fast-check";
import { expect, test } from "vitest";
import { Deadline, startWheel, TimerWheel, wheelTickMs } from "./timer-wheel.ts";

/** A deadline that notes when it was asked. */
function noting(asked: number[]): Deadline {
  return new Deadline({ onDeadline: (nowMs) => asked.push(nowMs) });
}

test("asks every owner once, never early and at most one tick late", () => {
  const dues = fc.array(fc.double({ min: 0, max: 120_000, noNaN: true }), { maxLength: 20 });
  fc.assert(
    fc.property(dues, fc.integer({ min: 1, max: 100 }), (dueTimes, stepMs) => {
      const wheel = new TimerWheel(0);
      const asked = dueTimes.map((): number[] => []);
      for (const [index, dueMs] of dueTimes.entries()) {
        wheel.set(noting(asked[index] ?? []), dueMs);
      }
      for (let nowMs = 0; nowMs <= 121_000; nowMs += stepMs) wheel.advance(nowMs);
      for (const [index, dueMs] of dueTimes.entries()) {
        expect(asked[index]).toHaveLength(1);
        const lateMs = (asked[index]?.[0] ?? 0) - dueMs;
        expect(lateMs).toBeGreaterThanOrEqual(0);
        expect(lateMs).toBeLessThanOrEqual(wheelTickMs * 2 + stepMs);
      }
      expect(wheel.size).toBe(0);
    }),
    { numRuns: 10 },
  );
});

test("asks at the earlier of two times set", () => {
  const wheel = new TimerWheel(0);
  const asked: number[] = [];
  const deadline = noting(asked);
  wheel.set(deadline, 60_000);
  wheel.set(deadline, 1000);
  wheel.set(deadline, 90_000);
  expect(wheel.size).toBe(1);
  wheel.advance(999);
  expect(asked).toEqual([]);
  wheel.advance(1000);
  wheel.advance(100_000);
  expect(asked).toEqual([1000]);
});

test("never asks what was dropped", () => {
  const wheel = new TimerWheel(0);
  const asked: number[] = [];
  const deadlines = [noting(asked), noting(asked), noting(asked)];
  for (const deadline of deadlines) wheel.set(deadline, 100);
  for (const deadline of [deadlines[1], deadlines[0], deadlines[2]])
    if (deadline) wheel.drop(deadline);
  wheel.advance(10_000);
  expect(asked).toEqual([]);
  expect(wheel.size).toBe(0);
});

test("lets an owner set its deadline again from within", () => {
  const wheel = new TimerWheel(0);
  const asked: number[] = [];
  const deadline: Deadline = new Deadline({
    onDeadline(nowMs) {
      asked.push(nowMs);
      if (asked.length < 3) wheel.set(deadline, nowMs + 100);
    },
  });
  wheel.set(deadline, 100);
  for (let nowMs = 0; nowMs <= 1000; nowMs += 10) wheel.advance(nowMs);
  expect(asked).toEqual([100, 200, 300]);
});

test("catches up after a pause longer than the wheel", () => {
  const wheel = new TimerWheel(0);
  const asked: number[] = [];
  for (const dueMs of [50, 20_000, 40_000]) wheel.set(noting(asked), dueMs);
  wheel.advance(500_000);
  expect(asked).toEqual([500_000, 500_000, 500_000]);
});

test("turns in real time until it is stopped", async () => {
  const wheel = new TimerWheel(performance.now());
  const stop = startWheel(wheel);
  const dueMs = performance.now() + 30;
  const askedMs = await new Promise<number>((resolve) => {
    wheel.set(new Deadline({ onDeadline: resolve }), dueMs);
  });
  stop();
  expect(askedMs).toBeGreaterThanOrEqual(dueMs);
});
