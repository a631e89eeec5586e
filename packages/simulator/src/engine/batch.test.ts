import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Batch, type BatchMember } from "./batch.ts";

const createMember = (name: string, admitted: string[]): BatchMember => ({
  admit: () => admitted.push(name),
});

test("admits up to its size and then in the order of arrival", () => {
  const admitted: string[] = [];
  const batch = new Batch(2, null);
  const members = ["a", "b", "c", "d"].map((name) => createMember(name, admitted));
  for (const member of members) expect(batch.enter(member)).toBe(true);
  expect(admitted).toEqual(["a", "b"]);
  expect([batch.running, batch.queued]).toEqual([2, 2]);
  for (const member of members) batch.leave(member);
  expect(admitted).toEqual(["a", "b", "c", "d"]);
  expect([batch.running, batch.queued, batch.peakRunning]).toEqual([0, 0, 2]);
});

test("refuses whoever finds the queue full", () => {
  const admitted: string[] = [];
  const batch = new Batch(1, 1);
  const outcomes = ["a", "b", "c"].map((name) => batch.enter(createMember(name, admitted)));
  expect(outcomes).toEqual([true, true, false]);
});

test("never runs more than its size and never leaves a place free while someone waits", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: -8, max: 8 })),
      (size, moves) => {
        const batch = new Batch(size, null);
        const members: BatchMember[] = [];
        for (const move of moves) {
          const leaving = members[move];
          if (leaving === undefined) {
            const member = createMember("", []);
            members.push(member);
            batch.enter(member);
          } else batch.leave(leaving);
          expect(batch.running).toBeLessThanOrEqual(size);
          expect(batch.queued === 0 || batch.running === size).toBe(true);
        }
      },
    ),
  );
});
