import { expect, test } from "vitest";
import type { HeatMapData } from "../model/chart-data.ts";
import { heatCellText, heatMomentText, heatRows } from "./heat-values.ts";

const data: HeatMapData = {
  title: "TTFT",
  columns: [
    { fromS: 0, toS: 1 },
    { fromS: 1, toS: 2 },
  ],
  edgesMs: [10, 100, 1000],
  cells: [
    [14, 2],
    [0, 0],
  ],
  most: 14,
  empty: null,
};

test("a cell tells its time, its band and its requests", () => {
  expect(heatCellText(data, 0.5, 0.2)).toBe("0s to 1s, 10 to 100 ms: 14.0 requests/s");
  expect(heatCellText(data, 9, 0.2)).toBeNull();
});

test("a moment tells most and slowest of its requests", () => {
  expect(heatMomentText(data, 1)).toBe(
    "0s to 1s: 16 requests/s, most of them 10 to 100 ms, the slowest 100 ms to 1 s",
  );
  expect(heatMomentText(data, 2)).toBe("1s to 2s: 0 requests/s");
  expect(heatMomentText(data, 7)).toBe("7s: nothing measured");
});

test("a table has one row a step, the newest first", () => {
  const rows = heatRows(data, { fromS: 0, toS: 2 }, 9);
  expect(rows.map((row) => [row.toS, row.perSecond, row.most])).toEqual([
    [2, 0, null],
    [1, 16, "10 to 100 ms"],
  ]);
});
