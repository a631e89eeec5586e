import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Due, DueHeap } from "./due-heap.ts";

const toMember = (dueAtMs: number): Due => ({ dueAtMs, heapIndex: -1 });

const drain = (heap: DueHeap<Due>): number[] => {
  const order: number[] = [];
  for (let next = heap.first(); next !== undefined; next = heap.first()) {
    order.push(next.dueAtMs);
    heap.remove(next);
  }
  return order;
};

test("gives members back in the order of their due times, whatever was taken out meanwhile", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ dueAtMs: fc.integer({ min: 0, max: 50 }), isRemoved: fc.boolean() })),
      (rows) => {
        const heap = new DueHeap<Due>();
        const members = rows.map((row) => ({ member: toMember(row.dueAtMs), ...row }));
        for (const { member } of members) heap.add(member);
        for (const { member, isRemoved } of members) if (isRemoved) heap.remove(member);
        const kept = members.filter((row) => !row.isRemoved).map((row) => row.dueAtMs);
        expect(drain(heap)).toEqual(kept.toSorted((a, b) => a - b));
        expect(members.every(({ member }) => member.heapIndex === -1)).toBe(true);
      },
    ),
  );
});

test("ignores the removal of a member that it does not hold", () => {
  const heap = new DueHeap<Due>();
  heap.add(toMember(1));
  heap.remove(toMember(1));
  expect(heap.size).toBe(1);
});
