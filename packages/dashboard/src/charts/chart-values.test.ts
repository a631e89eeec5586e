import { expect, test } from "vitest";
import type { ChartData } from "../model/chart-data.ts";
import { chartRows, chartValues, momentText } from "./chart-values.ts";

const data: ChartData = {
  title: "TTFT",
  unit: "ms",
  times: [1, 2, 3],
  lines: [
    { name: "p50", tone: "first", values: [10, null, 30] },
    { name: "p99", tone: "second", values: [50, null, 70] },
  ],
  empty: null,
};

test("a legend shows the newest values, or those under the crosshair", () => {
  expect(chartValues(data, null).values.map((value) => value.text)).toEqual(["30", "70"]);
  expect(chartValues(data, 1.2).values.map((value) => value.text)).toEqual(["10", "50"]);
  expect(chartValues(data, 2).values.map((value) => value.text)).toEqual(["-", "-"]);
});

test("a moment reads as a sentence, with what happened then", () => {
  const lost = { t: 1, kind: "loss", text: "w2 lost" } as const;
  expect(momentText(chartValues(data, 1), [lost])).toBe("1s: p50 10.0 ms, p99 50.0 ms; w2 lost");
  expect(momentText(chartValues({ ...data, times: [] }, 1), [])).toBe("nothing measured");
});

test("a table has the exact values, the newest first", () => {
  expect(chartRows(data, { fromS: 2, toS: 9 }, 10)).toEqual([
    {
      timeS: 3,
      values: [
        { name: "p50", exact: 30, text: "30" },
        { name: "p99", exact: 70, text: "70" },
      ],
    },
    {
      timeS: 2,
      values: [
        { name: "p50", exact: null, text: "-" },
        { name: "p99", exact: null, text: "-" },
      ],
    },
  ]);
});
