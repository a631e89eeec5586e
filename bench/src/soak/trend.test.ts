import { describe, expect, it } from "vitest";
import { trendOf } from "./trend.ts";

const line = (slope: number, noise: (at: number) => number) =>
  Array.from({ length: 100 }, (_, at) => ({ t: at * 5, value: 40 + slope * at * 5 + noise(at) }));

describe("trendOf", () => {
  it("gives the slope of a line per hour, without noise", () => {
    const { slope, noise } = trendOf(line(0.001, () => 0));
    expect(slope).toBeCloseTo(3.6, 9);
    expect(noise).toBeCloseTo(0, 9);
  });

  it("finds no slope in what only goes up and down, within its noise", () => {
    const { slope, noise } = trendOf(line(0, (at) => (at % 2 === 0 ? 1 : -1)));
    expect(Math.abs(slope)).toBeLessThan(noise);
    // The standard error of 100 values that differ by ±1, 5 s apart, is 0.00070 per second.
    expect(noise / 3_600 / 2).toBeCloseTo(0.0007, 4);
  });

  it("refuses what is too little to tell an error", () => {
    expect(() => trendOf(line(1, () => 0).slice(0, 2))).toThrow(/three samples/);
  });
});
