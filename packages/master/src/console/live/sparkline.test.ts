import { describe, expect, it } from "vitest";
import { drawSparkline, secondsPerColumn, toColumns } from "./sparkline.ts";

const samples = (values: readonly (number | null)[]) =>
  values.map((value, place) => ({ t: place + 1, value }));

describe("columns", () => {
  it("are seconds for as long as they fit, and more when they do not", () => {
    expect([45, 60, 61, 300].map((spanS) => secondsPerColumn(spanS, 60))).toEqual([1, 1, 2, 5]);
    expect(secondsPerColumn(5, 0)).toBe(5);
  });

  it("hold the highest of their seconds", () => {
    expect(toColumns(samples([1, 9, 2, 3, null, 4, null, null]), 2, 10)).toEqual([9, 3, 4, null]);
  });

  it("move on by whole columns: a second never changes its column", () => {
    const all = samples([1, 2, 3, 4, 5, 6, 7]);
    expect(toColumns(all.slice(0, 6), 2, 2)).toEqual([4, 6]);
    expect(toColumns(all, 2, 2)).toEqual([6, 7]);
  });

  it("are none before the first second", () => {
    expect(toColumns([], 1, 10)).toEqual([]);
  });
});

describe("sparkline", () => {
  it("rises from zero to the highest", () => {
    expect(drawSparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
  });

  it("tells nothing from zero, and zero from little", () => {
    expect(drawSparkline([null, 0, 0.001, 1000])).toBe(" ▁▂█");
    expect(drawSparkline([0, 0])).toBe("▁▁");
  });
});
