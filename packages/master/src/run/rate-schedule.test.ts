import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spawnTimes } from "@gadfly/shared/load/spawn-order";
import { emptySchedule, firstSlotMs, layOut, scheduleOf } from "./rate-schedule.ts";

const users = (from: number, count: number) => (count === 0 ? [] : [{ from, to: from + count }]);

const layoutOf = (counts: readonly number[], ratePerS: number, atMs: number) => {
  const lists = new Map(counts.map((count, i) => [`w${i}`, users(i * 100, count)]));
  return layOut({ lists, ratePerS, atMs });
};

const anyLayout = fc
  .tuple(
    fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
    fc.constantFrom(1, 8, 50),
    fc.nat(1000),
  )
  .map(([counts, ratePerS, atMs]) => layoutOf(counts, ratePerS, atMs));

describe("rate schedule", () => {
  it("ends when the last user of all lists is due", () => {
    expect(layoutOf([3, 2], 10, 500).endsAtMs).toBe(900);
    expect(layoutOf([0], 10, 500).endsAtMs).toBe(500);
  });

  it("counts as not due exactly those whose moment is still to come", () => {
    fc.assert(
      fc.property(anyLayout, fc.nat(20_000), (schedule, nowMs) => {
        for (const worker of schedule.lists.keys()) {
          const times = [...spawnTimes(scheduleOf(schedule, worker))];
          const notDue = times.filter((time) => time > nowMs).length;
          expect(schedule.countNotDue(worker, nowMs)).toBe(notDue);
        }
      }),
    );
  });

  it("counts nobody for a worker without a list", () => {
    expect(layoutOf([3], 10, 0).countNotDue("stranger", 0)).toBe(0);
    expect(scheduleOf(layoutOf([3], 10, 0), "stranger")).toMatchObject({ counts: [], users: [] });
  });

  it("travels as plain finite numbers, also when empty", () => {
    expect(scheduleOf(emptySchedule(5), "w0")).toEqual({
      atMs: 0,
      ratePerS: 5,
      counts: [],
      order: 0,
      users: [],
    });
  });
});

describe("first slot of the next schedule", () => {
  it("is now when nothing was ever listed", () => {
    expect(firstSlotMs(emptySchedule(5), 123)).toBe(123);
  });

  it("is one period after the last user that is due", () => {
    const schedule = layoutOf([3], 10, 0);
    expect([0, 50, 100, 199, 200].map((ms) => firstSlotMs(schedule, ms))).toEqual([
      100, 100, 200, 200, 300,
    ]);
  });

  it("is now once the last period is over", () => {
    expect(firstSlotMs(layoutOf([3], 10, 0), 1000)).toBe(1000);
  });

  it("is the beginning of a schedule that has not begun", () => {
    expect(firstSlotMs(layoutOf([3], 10, 700), 200)).toBe(700);
  });

  it("keeps the slot that was reckoned when the last schedule was empty", () => {
    expect(firstSlotMs(layoutOf([0], 10, 700), 200)).toBe(700);
    expect(firstSlotMs(layoutOf([0], 10, 700), 900)).toBe(900);
  });

  it("never lies within a period of a user that is due", () => {
    fc.assert(
      fc.property(anyLayout, fc.nat(20_000), (schedule, nowMs) => {
        const slot = firstSlotMs(schedule, nowMs);
        const due = [...schedule.lists.keys()]
          .flatMap((worker) => [...spawnTimes(scheduleOf(schedule, worker))])
          .filter((time) => time <= nowMs);
        expect(slot).toBeGreaterThanOrEqual(nowMs);
        expect(slot - Math.max(-1e9, ...due)).toBeGreaterThanOrEqual(1000 / schedule.ratePerS);
      }),
    );
  });
});
