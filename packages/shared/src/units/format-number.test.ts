import { describe, expect, it } from "vitest";
import { formatProgress, formatSeconds } from "./format-elapsed.ts";
import {
  formatCount,
  formatFigure,
  formatMs,
  formatRate,
  formatShare,
  plural,
} from "./format-number.ts";

describe("number formatting", () => {
  it.each([
    [0, "0"],
    [0.0004, "0.000"],
    [0.456, "0.456"],
    [0.9996, "1.00"],
    [4.561, "4.56"],
    [9.996, "10.0"],
    [12.31, "12.3"],
    [99.96, "100"],
    [812.4, "812"],
    [1204.4, "1,204"],
    [3_600_000, "3,600,000"],
    [-1.2042, "-1.20"],
    [-0.0001, "0.000"],
    [Infinity, "-"],
    [null, "-"],
    [undefined, "-"],
  ])("writes the figure %s as %s", (value, wanted) => {
    expect(formatFigure(value)).toBe(wanted);
  });

  it.each([
    [0, "0"],
    [999, "999"],
    [1204, "1,204"],
    [12_345_678, "12,345,678"],
    [null, "-"],
  ])("writes the count %s as %s", (value, wanted) => {
    expect(formatCount(value)).toBe(wanted);
  });

  it.each([
    [0, "0"],
    [0.001, "0"],
    [0.1, "0.10"],
    [12.31, "12.3"],
    [1204.3, "1,204"],
    [null, "-"],
  ])("writes the rate %s as %s", (value, wanted) => {
    expect(formatRate(value)).toBe(wanted);
  });

  it.each([
    [0, "0 %"],
    [0.000_01, "<0.01 %"],
    [0.0025, "0.25 %"],
    [0.23, "23.0 %"],
    [0.9999, ">99.9 %"],
    [1, "100 %"],
    [1.234, "123.4 %"],
    [null, "-"],
  ])("writes the share %s as %s", (value, wanted) => {
    expect(formatShare(value)).toBe(wanted);
  });

  it("adds units and plurals", () => {
    expect(formatMs(12.31)).toBe("12.3 ms");
    expect(formatMs(null)).toBe("-");
    expect(plural(1, "worker")).toBe("1 worker");
    expect(plural(1204, "request")).toBe("1,204 requests");
  });

  it("writes times rounded to what is worth reading", () => {
    expect(formatProgress(12_999, 30_000)).toBe("12s/30s");
    expect(formatProgress(90_000, null)).toBe("1m30s");
    expect(formatSeconds(26.84)).toBe("26.8s");
    expect(formatSeconds(-0.5)).toBe("-500ms");
  });
});
