import { expect, test } from "vitest";
import type { ChartData } from "../model/chart-data.ts";
import { toggleLine, withoutLines } from "./hidden-lines.ts";

const lineOf = (name: string) => ({ name, tone: "first" as const, values: [1] });
const data: ChartData = {
  title: "TTFT",
  unit: "ms",
  times: [1],
  lines: [lineOf("p50"), lineOf("p99")],
  empty: null,
};

test("a line that is hidden is not drawn until it is asked for again", () => {
  const hidden = toggleLine(new Set(), "p99", data);
  expect(withoutLines(data, hidden).lines.map(({ name }) => name)).toEqual(["p50"]);
  expect(withoutLines(data, toggleLine(hidden, "p99", data))).toBe(data);
});

test("the last line cannot be hidden", () => {
  const hidden = toggleLine(new Set(), "p99", data);
  expect(toggleLine(hidden, "p50", data)).toBe(hidden);
});
