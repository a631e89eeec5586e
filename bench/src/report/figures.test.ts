import { describe, expect, it } from "vitest";
import { CollectedValues } from "./collected-values.ts";
import { medianOf, toFigure } from "./figures.ts";
import { formatFigure, formatValue } from "./format-value.ts";

describe("medianOf", () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
  ])("of %j is %d", (values, median) => {
    expect(medianOf(values)).toBe(median);
  });

  it("refuses no values", () => {
    expect(() => medianOf([])).toThrow("no values");
  });
});

describe("formatValue", () => {
  it.each([
    [0, "0"],
    [0.1017, "0.102"],
    [2.8, "2.80"],
    [14.69, "14.7"],
    [20_040.4, "20,040"],
  ])("writes %d as %s", (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it("leaves out the range of a single round", () => {
    expect(formatFigure(toFigure("CPU", "%", [12]))).toBe("12.0");
  });
});

describe("CollectedValues", () => {
  it("keeps rows and figures in the order in which they first came, with one value per round", () => {
    const collected = new CollectedValues();
    for (const value of [1, 2]) {
      collected.add("floor", [{ name: "CPU", unit: "µs", value }]);
      collected.add("gadfly", [{ name: "CPU", unit: "µs", value: value * 3 }]);
    }
    const rows = collected.toRows();
    expect(rows.map(({ label }) => label)).toEqual(["floor", "gadfly"]);
    expect(rows[1]?.figures[0]).toEqual(toFigure("CPU", "µs", [3, 6]));
    expect(collected.valuesOf("gadfly", "CPU")).toEqual([3, 6]);
    expect(collected.valuesOf("gadfly", "RSS")).toEqual([]);
  });
});
