import { expect, it } from "vitest";
import type { InParts } from "../stats/in-parts.ts";
import { collectInTurns, finishInTurns } from "./collect-in-turns.ts";

/** Rows of which each takes longer than a turn may. */
function* slowRows(count: number): Generator<number, undefined> {
  for (let row = 0; row < count; row += 1) {
    const untilMs = performance.now() + 10;
    while (performance.now() < untilMs);
    yield row;
  }
}

/** Counts the turns of others while something is done. */
const turnsDuring = async <T>(work: Promise<T>): Promise<{ value: T; turns: number }> => {
  const seen = { turns: 0 };
  const others = setInterval(() => (seen.turns += 1), 1);
  const value = await work;
  clearInterval(others);
  return { value, turns: seen.turns };
};

function* slowSum(count: number): InParts<number> {
  let sum = 0;
  for (const row of slowRows(count)) {
    sum += row;
    yield;
  }
  return sum;
}

it("gives all rows in their order, and others a turn between slow ones", async () => {
  const { value, turns } = await turnsDuring(collectInTurns(slowRows(5)));
  expect(value).toEqual([0, 1, 2, 3, 4]);
  expect(turns).toBeGreaterThanOrEqual(2);
});

it("gives what work in parts comes to, and others a turn between slow parts", async () => {
  const { value, turns } = await turnsDuring(finishInTurns(slowSum(5)));
  expect(value).toBe(10);
  expect(turns).toBeGreaterThanOrEqual(2);
});
