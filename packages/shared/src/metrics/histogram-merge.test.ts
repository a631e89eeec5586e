// The laws that make W workers equal to one: counts, sums and every statistic, to the last bit.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { highestValue } from "./hdr-layout.ts";
import { addFrame, encodeHistogram } from "./hdr-codec.ts";
import { Histogram } from "./histogram.ts";
import { summarize } from "./statistics.ts";

const sample = fc.oneof(
  fc.integer({ min: 0, max: 3000 }),
  fc.integer({ min: 0, max: highestValue + 1000 }),
);
const samples = fc.array(sample, { maxLength: 100 });

const histogramOf = (values: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
};

const merge = (...parts: readonly Histogram[]): Histogram => {
  const merged = new Histogram();
  for (const part of parts) merged.add(part);
  return merged;
};

const contentsOf = (histogram: Histogram): unknown => {
  const buckets: [number, number][] = [];
  histogram.forEachBucket((bucket, count) => buckets.push([bucket, count]));
  const { count, sum, min, max, clamped } = histogram;
  return { buckets, count, sum, min, max, clamped, stddev: histogram.stddev() };
};

const deal = (values: readonly number[], workers: number, seed: number): Histogram[] => {
  const hands = Array.from({ length: workers }, () => new Histogram());
  let state = seed;
  for (const value of values) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    hands[state % workers]?.record(value);
  }
  return hands;
};

test("merges in either order to the same", () => {
  fc.assert(
    fc.property(samples, samples, (a, b) => {
      const [first, second] = [histogramOf(a), histogramOf(b)];
      expect(contentsOf(merge(first, second))).toEqual(contentsOf(merge(second, first)));
    }),
  );
});

test("merges in any grouping to the same", () => {
  fc.assert(
    fc.property(samples, samples, samples, (a, b, c) => {
      const [x, y, z] = [histogramOf(a), histogramOf(b), histogramOf(c)];
      const left = merge(merge(x, y), z);
      expect(contentsOf(left)).toEqual(contentsOf(merge(x, merge(y, z))));
      expect(contentsOf(left)).toEqual(contentsOf(histogramOf([...a, ...b, ...c])));
    }),
  );
});

test("keeps the laws where counts and sums have reached their end", () => {
  const huge = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.maxSafeNat());
  const of = (parts: readonly (readonly [number, number])[]): Histogram => {
    const histogram = new Histogram();
    for (const [value, count] of parts) histogram.record(value, count);
    return histogram;
  };
  fc.assert(
    fc.property(fc.array(huge), fc.array(huge), fc.array(huge), (a, b, c) => {
      const left = merge(merge(of(a), of(b)), of(c));
      expect(contentsOf(left)).toEqual(contentsOf(merge(of(a), merge(of(b), of(c)))));
      expect(contentsOf(left)).toEqual(contentsOf(of([...c, ...a, ...b])));
    }),
  );
});

test("gives 16 workers the counts, sums and stddev of one, bit for bit", () => {
  fc.assert(
    fc.property(samples, fc.nat(), (values, seed) => {
      const one = histogramOf(values);
      const sixteen = merge(...deal(values, 16, seed));
      expect(contentsOf(sixteen)).toEqual(contentsOf(one));
      expect(summarize(sixteen, 1000)).toEqual(summarize(one, 1000));
    }),
    { numRuns: 30 },
  );
});

test("gives 16 workers over the wire, in intervals, the same as one", () => {
  fc.assert(
    fc.property(samples, fc.nat(), (values, seed) => {
      const master = new Histogram();
      for (const worker of deal(values, 16, seed)) {
        expect(addFrame(master, encodeHistogram(worker)).ok).toBe(true);
        worker.reset();
        expect(addFrame(master, encodeHistogram(worker)).ok).toBe(true);
      }
      expect(contentsOf(master)).toEqual(contentsOf(histogramOf(values)));
    }),
    { numRuns: 30 },
  );
});
