import { expect, it } from "vitest";
import { frameOf, ledgerOf, workerRowOf } from "../../../../test/support/snapshots.ts";
import { RecentWork } from "./recent-work.ts";

const rowOf = (ended: number, parts = {}) =>
  workerRowOf("a", { ledger: ledgerOf(ended, { succeeded: ended }), ...parts });

it("knows nothing before the first interval", () => {
  const work = new RecentWork();
  expect([work.cpu, work.loopDelayP99Ms, work.rps(1000)]).toEqual([null, null, 0]);
});

it("has the newest health, and a rate over the last ten intervals", () => {
  const work = new RecentWork();
  // One more request every second: 0, 1, 3, 6 … ended.
  for (let i = 0; i < 30; i++)
    work.add(rowOf((i * (i + 1)) / 2, { cpu: i / 100, loopDelay: frameOf([i * 1000]) }), i);
  expect(work.cpu).toBe(0.29);
  expect(work.loopDelayP99Ms).toBeCloseTo(29, 0);
  expect(work.rps(1000)).toBe(24.5);
  expect(work.rps(2000)).toBe(12.25);
});

it("takes the first interval alone for a rate until there is a second", () => {
  const work = new RecentWork();
  work.add(rowOf(7), 4);
  expect(work.rps(1000)).toBe(7);
  work.add(rowOf(10), 5);
  expect(work.rps(1000)).toBe(3);
});

it("is not turned back by a late interval", () => {
  const work = new RecentWork();
  work.add(rowOf(10, { cpu: 0.5 }), 5);
  work.add(rowOf(2, { cpu: 0.9 }), 3);
  expect([work.cpu, work.rps(1000)]).toEqual([0.5, 10]);
});
