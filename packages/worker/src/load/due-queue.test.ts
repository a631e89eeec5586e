import fc from "fast-check";
import { expect, it } from "vitest";
import { DueQueue } from "./due-queue.ts";

it("gives items in the order of their due times, and equal ones in the order they came", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (dues) => {
      const queue = new DueQueue<number>();
      dues.forEach((due, index) => queue.push(due, index));
      const expected = dues
        .map((due, index) => ({ dueMs: due, item: index }))
        .toSorted((a, b) => a.dueMs - b.dueMs || a.item - b.item);
      const got = dues.map(() => queue.popDue(20));
      expect(got).toEqual(expected);
    }),
  );
});

it("keeps what is not due yet", () => {
  const queue = new DueQueue<string>();
  queue.push(10, "later");
  expect(queue.popDue(9.9)).toBeNull();
  expect(queue.nextDueMs).toBe(10);
  expect(queue.popDue(10)?.item).toBe("later");
  expect(queue.nextDueMs).toBeNull();
});
