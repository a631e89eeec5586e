import { expect, it } from "vitest";
import { collectInTurns } from "./collect-in-turns.ts";

/** Rows of which each takes longer than a turn may. */
function* slowRows(count: number): Generator<number, undefined> {
  for (let row = 0; row < count; row += 1) {
    const untilMs = performance.now() + 10;
    while (performance.now() < untilMs);
    yield row;
  }
}

it("gives all rows in their order, and others a turn between slow ones", async () => {
  const seen = { turns: 0 };
  const others = setInterval(() => (seen.turns += 1), 1);
  expect(await collectInTurns(slowRows(5))).toEqual([0, 1, 2, 3, 4]);
  clearInterval(others);
  expect(seen.turns).toBeGreaterThanOrEqual(2);
});
