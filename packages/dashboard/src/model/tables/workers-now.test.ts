import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { describe, expect, it } from "vitest";
import { intervalOf, ledgerOf, workerRowOf } from "../../../../../test/support/snapshots.ts";
import { emptyPicture } from "../empty-picture.ts";
import { workersNow } from "./workers-now.ts";

/** A step at whose end the workers have ended so many requests. */
const stepOf = (index: number, ended: Readonly<Record<string, number>>): StepRecord => {
  const { type: _type, ...fields } = intervalOf(index, {
    workers: Object.entries(ended).map(([worker, count]) =>
      workerRowOf(worker, { users: 3, ledger: ledgerOf(count, { succeeded: count }) }),
    ),
  });
  return { ...fields, length: 1 };
};

const nowOf = (steps: readonly StepRecord[]) => workersNow({ ...emptyPicture, steps });

describe("what a worker does now", () => {
  it("is what it ended in the newest step", () => {
    const now = nowOf([stepOf(0, { a: 4, b: 1 }), stepOf(1, { a: 10, b: 1 })]);
    expect(now.get("a")).toEqual({ users: 3, rps: 6 });
    expect(now.get("b")?.rps).toBe(0);
  });

  it("counts all that a worker has done which has just come", () => {
    expect(nowOf([stepOf(0, { a: 4 }), stepOf(1, { a: 8, b: 2 })]).get("b")?.rps).toBe(2);
    expect(nowOf([stepOf(0, { a: 4 })]).get("a")?.rps).toBe(4);
  });

  it("is a mean over the time in which a worker was not heard", () => {
    const away = [0, 1, 2, 3].map((index) => stepOf(index, { a: index }));
    const now = nowOf([stepOf(0, { b: 1_000 }), ...away.slice(1), stepOf(4, { b: 1_020 })]);
    expect(now.get("b")?.rps).toBe(5);
  });
});
