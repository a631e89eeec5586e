import { describe, expect, it } from "vitest";
import { frameOf, snapshotOf } from "../../../../test/support/snapshots.ts";
import { decodeSnapshot } from "./decoded-snapshot.ts";

const plusTen = (id: number) => (id < 5 ? id + 10 : null);
const broken = { ...frameOf([5]), max: 4 };
const health = snapshotOf(0, 0).health;

describe("decoded snapshot", () => {
  it("has its histograms decoded and its series numbered as in the journal", () => {
    const snapshot = snapshotOf(3, 7, {
      histograms: [{ id: 1, frame: frameOf([5, 6]), total: 9 }],
      counters: [{ id: 2, delta: 1.5, total: 4 }],
    });
    const decoded = decodeSnapshot("a", snapshot, plusTen);
    if (!decoded.ok) throw new Error(decoded.error);
    expect(decoded.value).toMatchObject({ worker: "a", sequence: 3, toInterval: 7 });
    const [histogram] = decoded.value.histograms;
    expect([histogram?.id, histogram?.total, histogram?.delta.totals.sum]).toEqual([11, 9, 11]);
    expect(decoded.value.counters).toEqual([{ id: 12, delta: 1.5, total: 4 }]);
  });

  it.each([
    [
      "a broken histogram",
      snapshotOf(0, 0, { histograms: [{ id: 1, frame: broken, total: 1 }] }),
      /^histogram of series 1: Histogram refused/,
    ],
    [
      "a broken loop delay",
      snapshotOf(0, 0, { health: { ...health, loopDelay: broken } }),
      /^loop delay: Histogram refused/,
    ],
    [
      "a histogram of an unknown series",
      snapshotOf(0, 0, { histograms: [{ id: 6, frame: frameOf([1]), total: 1 }] }),
      /^series 6 was never announced$/,
    ],
    [
      "a counter of an unknown series",
      snapshotOf(0, 0, { counters: [{ id: 7, delta: 1, total: 1 }] }),
      /^series 7 was never announced$/,
    ],
  ])("refuses %s in one sentence", (_what, snapshot, sentence) => {
    expect(decodeSnapshot("a", snapshot, plusTen)).toMatchObject({
      ok: false,
      error: expect.stringMatching(sentence) as unknown,
    });
  });
});
