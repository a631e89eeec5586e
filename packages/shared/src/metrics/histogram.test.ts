import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bucketOf, highestIn, highestValue } from "./hdr-layout.ts";
import { Histogram } from "./histogram.ts";

const histogramOf = (values: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
};

const bucketsOf = (histogram: Histogram): [number, number][] => {
  const buckets: [number, number][] = [];
  histogram.forEachBucket((bucket, count) => buckets.push([bucket, count]));
  return buckets;
};

const samples = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: highestValue })),
  { minLength: 1, maxLength: 200 },
);

test("is empty at first, and every number is zero", () => {
  const empty = new Histogram();
  const { count, sum, min, max, clamped } = empty;
  expect({ count, sum, min, max, clamped }).toEqual({
    count: 0,
    sum: 0,
    min: 0,
    max: 0,
    clamped: 0,
  });
  expect([empty.isEmpty(), empty.mean(), empty.stddev(), empty.quantile(0.5)]).toEqual([
    true,
    0,
    0,
    0,
  ]);
  expect(bucketsOf(empty)).toEqual([]);
});

test("knows count, sum, min and max exactly", () => {
  fc.assert(
    fc.property(samples, (values) => {
      const { count, sum, min, max } = histogramOf(values);
      expect({ count, sum, min, max }).toEqual({
        count: values.length,
        sum: values.reduce((total, value) => total + value, 0),
        min: Math.min(...values),
        max: Math.max(...values),
      });
    }),
  );
});

test("rounds to the nearest integer", () => {
  expect(bucketsOf(histogramOf([0.4, 0.5, 1.5, 1.49, 7]))).toEqual([
    [0, 1],
    [1, 2],
    [2, 1],
    [7, 1],
  ]);
});

test("counts zeros in their own bucket, and what is below zero with them", () => {
  const histogram = histogramOf([0, -0, -3, Number.NEGATIVE_INFINITY]);
  expect(bucketsOf(histogram)).toEqual([[0, 4]]);
  expect(histogram.clamped).toBe(0);
});

test("clamps and counts what is above the range or not a number", () => {
  const histogram = histogramOf([highestValue, highestValue + 1, 1e300, Infinity, Number.NaN]);
  expect(histogram.clamped).toBe(4);
  expect(histogram.count).toBe(5);
  expect(histogram.min).toBe(highestValue);
  expect(histogram.sum).toBe(5 * highestValue);
});

test("records a value many times at once", () => {
  const once = new Histogram();
  once.record(1234, 5);
  expect(bucketsOf(once)).toEqual(bucketsOf(histogramOf([1234, 1234, 1234, 1234, 1234])));
  expect([once.count, once.sum]).toEqual([5, 6170]);
});

test("records nothing for a count below one", () => {
  const histogram = new Histogram();
  for (const count of [0, -1, 0.2, Number.NaN]) histogram.record(Infinity, count);
  expect([histogram.isEmpty(), histogram.clamped]).toEqual([true, 0]);
});

test("stops at the largest exact integer instead of losing digits", () => {
  const histogram = new Histogram();
  for (let times = 0; times < 3; times += 1) histogram.record(1000, Number.MAX_SAFE_INTEGER);
  histogram.record(1000);
  expect(histogram.count).toBe(Number.MAX_SAFE_INTEGER);
  expect(histogram.sum).toBe(Number.MAX_SAFE_INTEGER);
  expect(bucketsOf(histogram)).toEqual([[1000, Number.MAX_SAFE_INTEGER]]);
});

test("gives the quantile of HdrHistogram's rule, kept within min and max", () => {
  fc.assert(
    fc.property(samples, fc.double({ min: 0.001, max: 1, noNaN: true }), (values, q) => {
      const ascending = values.toSorted((a, b) => a - b);
      const rank = Math.max(1, Math.ceil(q * values.length * (1 - Number.EPSILON)));
      const sample = ascending[rank - 1] ?? 0;
      const expected = Math.min(highestIn(bucketOf(sample)), Math.max(...values));
      expect(histogramOf(values).quantile(q)).toBe(expected);
    }),
  );
});

test("is at most 0.1 % above the exact sample at every quantile", () => {
  fc.assert(
    fc.property(samples, fc.double({ min: 0.001, max: 1, noNaN: true }), (values, q) => {
      const ascending = values.toSorted((a, b) => a - b);
      const exact = ascending[Math.ceil(q * values.length * (1 - Number.EPSILON)) - 1] ?? 0;
      const quantile = histogramOf(values).quantile(q);
      expect(quantile).toBeGreaterThanOrEqual(exact);
      expect(quantile).toBeLessThanOrEqual(exact * 1.001);
    }),
  );
});

test("does not skip a sample where q × count is a rounding error too large", () => {
  const histogram = histogramOf(Array.from({ length: 100 }, (_, at) => at + 1));
  expect(0.07 * 100).toBeGreaterThan(7);
  expect(histogram.quantile(0.07)).toBe(7);
});

test("gives min for quantile 0 and max for quantile 1, and beyond", () => {
  const histogram = histogramOf([5001, 9_000_001, 77_000_003]);
  expect([-1, 0, Number.NaN].map((q) => histogram.quantile(q))).toEqual([5001, 5001, 5001]);
  expect([1, 2].map((q) => histogram.quantile(q))).toEqual([77_000_003, 77_000_003]);
});

test("computes several quantiles in one pass", () => {
  const histogram = histogramOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(histogram.quantiles([0, 0.1, 0.5, 0.5, 0.99, 1])).toEqual([1, 1, 5, 5, 10, 10]);
});

test("forgets everything on reset and counts afresh", () => {
  const histogram = histogramOf([1, 5000, 1e12]);
  histogram.reset();
  expect([histogram.isEmpty(), histogram.clamped, histogram.max]).toEqual([true, 0, 0]);
  histogram.record(5001);
  expect(bucketsOf(histogram)).toEqual([[bucketOf(5001), 1]]);
  expect(histogram.min).toBe(5001);
});

test("adds an empty histogram without a trace", () => {
  const histogram = histogramOf([40, 50]);
  histogram.add(new Histogram());
  expect([histogram.count, histogram.min, histogram.max]).toEqual([2, 40, 50]);
});

test("adds itself to itself", () => {
  const histogram = histogramOf([3, 4000]);
  histogram.add(histogram);
  expect([histogram.count, histogram.sum]).toEqual([4, 8006]);
});
