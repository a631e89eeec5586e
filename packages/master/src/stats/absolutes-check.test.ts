import { expect, test } from "vitest";
import { checkedOf, snapshotOf } from "../../../../test/support/snapshots.ts";
import { AbsolutesCheck } from "./absolutes-check.ts";
import type { DecodedSnapshot } from "./decoded-snapshot.ts";

/** Numbered by its total: a later snapshot of a histogram never counts less. */
const snapshot = (worker: string, samples: readonly number[], total: number, id = 0) => ({
  ...snapshotOf(0, 0),
  sequence: total,
  worker,
  histograms: [{ id, delta: checkedOf(samples), total }],
});

const mismatchesOf = (...snapshots: DecodedSnapshot[]) => {
  const check = new AbsolutesCheck();
  for (const given of snapshots) check.add(given);
  return check.mismatches();
};

test("finds nothing when deltas add up to the absolutes, per worker and series", () => {
  const found = mismatchesOf(
    snapshot("a", [1, 2], 2),
    snapshot("a", [3], 3),
    snapshot("a", [3], 1, 1),
    snapshot("b", [3], 1),
  );
  expect(found).toEqual([]);
});

test("does not mind in which order snapshots were merged", () => {
  expect(mismatchesOf(snapshot("a", [3], 3), snapshot("a", [1, 2], 2))).toEqual([]);
});

test("names worker and series when samples were lost on the way", () => {
  expect(mismatchesOf(snapshot("a", [1], 1), snapshot("b", [1], 1), snapshot("a", [2], 5))).toEqual(
    [{ worker: "a", text: "series 0: 2 samples merged, 5 reported" }],
  );
});

test("finds samples that were counted twice", () => {
  expect(mismatchesOf(snapshot("a", [1], 1), snapshot("a", [1], 1))).toHaveLength(1);
});

test("holds counters to their absolutes, also when they fall", () => {
  const counted = (sequence: number, delta: number, total: number) => ({
    ...snapshot("a", [], 0),
    histograms: [],
    counters: [{ id: 7, delta, total }],
    sequence,
  });
  expect(mismatchesOf(counted(0, 5, 5), counted(1, -2, 3))).toEqual([]);
  expect(mismatchesOf(counted(0, 5, 5), counted(2, -2, 4))).toHaveLength(1);
});
