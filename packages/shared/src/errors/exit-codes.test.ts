import * as fc from "fast-check";
import { expect, test } from "vitest";
import { describeExitCodes, exitCodes, exitCodeTable, worstExitCode } from "./exit-codes.ts";

test("lists the codes in their order of precedence", () => {
  expect(exitCodeTable.map(({ code }) => code)).toEqual([70, 2, 6, 5, 130, 4, 3, 1, 0]);
});

test("gives every name the number of its row", () => {
  const fromTable = Object.fromEntries(exitCodeTable.map(({ name, code }) => [name, code]));
  expect(exitCodes).toEqual(fromTable);
});

test.each([
  [[], 0],
  [[0, 0], 0],
  [[0, 1], 1],
  [[1, 3], 3],
  [[3, 4, 1], 4],
  [[4, 130], 130],
  [[130, 5], 5],
  [[5, 6], 6],
  [[6, 2], 2],
  [[2, 70], 70],
  [[0, 17], 17],
  [[3, 17], 3],
])("says that the worst of %j is %d", (codes, worst) => {
  expect(worstExitCode(codes)).toBe(worst);
});

test("chooses the same code in whatever order the reasons come", () => {
  const codes = fc.array(fc.constantFrom(...exitCodeTable.map(({ code }) => code)));
  fc.assert(
    fc.property(codes, (given) => {
      expect(worstExitCode(given.toReversed())).toBe(worstExitCode(given));
    }),
  );
});

test("describes every code on a line of its own", () => {
  const lines = describeExitCodes().split("\n");
  expect(lines).toHaveLength(exitCodeTable.length + 1);
  expect(lines).toContain("    6  nothing answers at the target");
});
