import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  bucketCount,
  bucketOf,
  bucketWidth,
  highestIn,
  highestValue,
  lowestIn,
  middleOf,
} from "./hdr-layout.ts";

const anyValue = fc.oneof(
  fc.integer({ min: 0, max: highestValue }),
  fc.integer({ min: 0, max: 10_000 }),
);

test("gives every value below 2048 a bucket of its own", () => {
  for (const value of [0, 1, 1023, 1024, 2047]) {
    expect(bucketOf(value)).toBe(value);
    expect(bucketWidth(value)).toBe(1);
    expect(middleOf(value)).toBe(value);
  }
});

test("halves the precision from one octave to the next", () => {
  expect([2048, 2049, 2050, 4095, 4096, 4099, 4100].map(bucketOf)).toEqual([
    2048, 2048, 2049, 3071, 3072, 3072, 3073,
  ]);
});

test("numbers the buckets without a hole, from zero to the highest value", () => {
  const buckets = Array.from({ length: bucketCount - 1 }, (_, at) => at + 1);
  expect(buckets.filter((bucket) => lowestIn(bucket) !== highestIn(bucket - 1) + 1)).toEqual([]);
  expect(lowestIn(0)).toBe(0);
  expect(bucketOf(highestValue)).toBe(bucketCount - 1);
});

test("puts every value into the bucket whose limits contain it", () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const bucket = bucketOf(value);
      expect(lowestIn(bucket)).toBeLessThanOrEqual(value);
      expect(highestIn(bucket)).toBeGreaterThanOrEqual(value);
    }),
  );
});

test("keeps three significant digits: no bucket is wider than a thousandth of its values", () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const bucket = bucketOf(value);
      expect(bucketWidth(bucket) - 1).toBeLessThanOrEqual(lowestIn(bucket) / 1000);
    }),
  );
});
