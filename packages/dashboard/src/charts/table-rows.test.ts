import { expect, test } from "vitest";
import { tableRows } from "./table-rows.ts";

const times = Array.from({ length: 100 }, (_, at) => at + 1);

test("few steps are all shown, the newest first", () => {
  expect(tableRows([1, 2, 3], { fromS: 0, toS: 9 }, 20)).toEqual([2, 1, 0]);
});

test("many steps are chosen evenly, with the newest among them", () => {
  expect(tableRows(times, { fromS: 0, toS: 100 }, 5)).toEqual([99, 79, 59, 39, 19]);
});

test("only steps of the window are shown", () => {
  expect(tableRows(times, { fromS: 10, toS: 12 }, 5)).toEqual([11, 10, 9]);
});
