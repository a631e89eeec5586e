import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestLine, type Sample, scoreLine, separationOf } from "./separate.ts";

const samplesOf = (harmed: readonly number[], unharmed: readonly number[]): Sample[] => [
  ...harmed.map((value) => ({ value, isHarmed: true })),
  ...unharmed.map((value) => ({ value, isHarmed: false })),
];

const someSamples = fc.array(
  fc.record({ value: fc.integer({ min: 1, max: 50 }), isHarmed: fc.boolean() }),
  { minLength: 1, maxLength: 30 },
);

describe("a line", () => {
  it("misses what is harmed and not above it, and alarms falsely above it", () => {
    const samples = samplesOf([5, 6, 20], [1, 6, 7]);
    expect(scoreLine(samples, 6)).toEqual({ limit: 6, missed: 2, falseAlarms: 1 });
  });

  it("is drawn in the middle of the gap, in proportion", () => {
    expect(bestLine(samplesOf([100, 200], [1, 4]))).toEqual({
      limit: 20,
      missed: 0,
      falseAlarms: 0,
    });
  });

  it("rather alarms falsely than misses, where both cost the same", () => {
    const line = bestLine(samplesOf([2, 10], [1, 4]));
    expect(line).toMatchObject({ missed: 0, falseAlarms: 1 });
  });

  it("is not drawn where nothing was harmed, or nothing differs", () => {
    expect(bestLine(samplesOf([], [1, 2]))).toBeNull();
    expect(bestLine(samplesOf([3], [3]))).toBeNull();
    expect(bestLine([])).toBeNull();
  });

  it("is never worse than any other between the samples", () => {
    fc.assert(
      fc.property(someSamples, fc.integer({ min: 1, max: 49 }), (samples, at) => {
        const best = bestLine(samples);
        const values = samples.map(({ value }) => value);
        fc.pre(best !== null && at >= Math.min(...values) && at < Math.max(...values));
        const other = scoreLine(samples, at);
        const cost = (line: typeof other) => line.missed + line.falseAlarms;
        expect(cost(best ?? other)).toBeLessThanOrEqual(cost(other));
      }),
    );
  });
});

describe("separation", () => {
  it.each([
    ["1 when every harmed run lies higher", [5, 6], [1, 2], 1],
    ["0 when every one lies lower", [1, 2], [5, 6], 0],
    ["one half when both are the same", [3, 3], [3, 3], 0.5],
    ["the share of pairs in the right order", [2, 4], [1, 3], 0.75],
  ])("is %s", (_what, harmed, unharmed, expected) => {
    expect(separationOf(samplesOf(harmed, unharmed))).toBe(expected);
  });

  it("is unknown without both kinds", () => {
    expect(separationOf(samplesOf([1], []))).toBeNull();
    expect(separationOf(samplesOf([], [1]))).toBeNull();
  });
});
