import { expect, test } from "vitest";
import type { HeatMapData } from "../model/chart-data.ts";
import { heatCell, heatPixels } from "./heat-pixels.ts";

const data: HeatMapData = {
  title: "TTFT",
  columns: [
    { fromS: 0, toS: 1 },
    { fromS: 1, toS: 2 },
    { fromS: 4, toS: 8 },
  ],
  edgesMs: [10, 100, 1000],
  cells: [
    [64, 0],
    [1, 32],
    [0, 64],
  ],
  most: 64,
  empty: null,
};

const rows = (width: number) => {
  const pixels = heatPixels(data, { fromS: 0, toS: 8 }, width);
  return Array.from({ length: pixels.height }, (_, row) => [
    ...pixels.levels.subarray(row * width, (row + 1) * width),
  ]);
};

test("steps are as wide as they are long, the slowest band is on top", () => {
  expect(rows(8)).toEqual([
    [-1, 5, -1, -1, 6, 6, 6, 6],
    [6, 0, -1, -1, -1, -1, -1, -1],
  ]);
});

test("of several steps in one pixel the fullest is seen", () => {
  expect(rows(2)).toEqual([
    [5, 6],
    [6, -1],
  ]);
});

test("steps outside the window are left out", () => {
  const pixels = heatPixels(data, { fromS: 2, toS: 4 }, 4);
  expect(pixels.levels.every((level) => level === -1)).toBe(true);
});

test("the cell under the pointer is found, and none in a gap", () => {
  expect(heatCell(data, 1.5, 0.9)).toEqual({
    column: 1,
    band: 1,
    fromS: 1,
    toS: 2,
    fromMs: 100,
    toMs: 1000,
    value: 32,
  });
  expect(heatCell(data, 3, 0.9)).toBeNull();
});
