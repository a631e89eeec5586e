// The fast readers against a slow one that is plainly right, over whatever words a payload may hold.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addCounts, surveyCounts, type Counter } from "./hdr-counts.ts";
import { bucketCount, highestIn, lowestIn } from "./hdr-layout.ts";
import { writeWord } from "./hdr-words.ts";
import { Histogram } from "./histogram.ts";

/** A count from 0, or a gap below 0. */
type Word = number;

const words = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 63 }) },
    { weight: 2, arbitrary: fc.integer({ min: -63, max: -1 }) },
    { weight: 1, arbitrary: fc.integer({ min: 64, max: 3_000_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -2_000, max: -64 }) },
  ),
  { maxLength: 60 },
);

const start = 3;

const encode = (list: readonly Word[]): Uint8Array => {
  const bytes = new Uint8Array(start + list.length * 8);
  let end = start;
  for (const word of list) end = writeWord(bytes, end, word < 0 ? -word * 2 - 1 : word * 2);
  return bytes.subarray(0, end);
};

const countersOf = (list: readonly Word[]): { counters: Counter[]; end: number } => {
  const counters: Counter[] = [];
  let bucket = 0;
  for (const word of list) {
    if (word > 0) counters.push({ bucket, count: word });
    bucket += word < 0 ? -word : 1;
  }
  return { counters, end: bucket };
};

const sumOf = (counters: readonly Counter[], of: (bucket: number) => number): number =>
  counters.reduce((sum, { bucket, count }) => sum + of(bucket) * count, 0);

const surveyOf = (list: readonly Word[]): unknown => {
  const { counters, end } = countersOf(list);
  if (end > bucketCount) return { ok: false, error: "there are more counts than buckets" };
  const [lowest] = counters;
  const highest = counters.at(-1);
  const least = sumOf(counters, lowestIn);
  const value = {
    count: sumOf(counters, () => 1),
    least,
    spread: sumOf(counters, highestIn) - least,
    outer: lowest === undefined || highest === undefined ? null : { lowest, highest },
  };
  return { ok: true, value };
};

test("surveys what the words say, or refuses more buckets than there are", () => {
  fc.assert(
    fc.property(words, (list) => {
      expect(surveyCounts(encode(list), start)).toEqual(surveyOf(list));
    }),
    { numRuns: 500 },
  );
});

test("adds what the words say", () => {
  fc.assert(
    fc.property(words, (list) => {
      const { counters, end } = countersOf(list);
      fc.pre(end <= bucketCount);
      const histogram = new Histogram();
      addCounts(encode(list), start, histogram);
      const [lowest] = counters;
      const highest = counters.at(-1);
      histogram.addTotals({
        count: sumOf(counters, () => 1),
        sum: 0,
        min: lowestIn(lowest?.bucket ?? 0),
        max: lowestIn(highest?.bucket ?? 0),
        clamped: 0,
      });
      const seen: Counter[] = [];
      histogram.forEachBucket((bucket, count) => void seen.push({ bucket, count }));
      expect(seen).toEqual(counters);
    }),
    { numRuns: 500 },
  );
});
