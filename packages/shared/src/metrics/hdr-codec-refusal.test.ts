// What arrives is never trusted: a bad frame is refused with a sentence and changes nothing.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addFrame, encodeHistogram } from "./hdr-codec.ts";
import type { HistogramFrame } from "./histogram-frame.ts";
import { bucketCount, highestValue } from "./hdr-layout.ts";
import { Histogram } from "./histogram.ts";

const histogramOf = (values: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
};

const good = encodeHistogram(histogramOf([0, 1, 1000, 1000, 5001, 700_000, highestValue + 1]));

const contentsOf = (histogram: Histogram): string => {
  const { hdr, ...totals } = encodeHistogram(histogram);
  return JSON.stringify({ hdr: [...hdr], ...totals });
};

/** The error of a refused frame, after a look that the target is as it was. */
const refusalOf = (frame: HistogramFrame): string => {
  const target = histogramOf([3, 40, 9999]);
  const before = contentsOf(target);
  const added = addFrame(target, frame);
  expect(contentsOf(target)).toBe(before);
  return added.ok ? "accepted" : added.error;
};

const withBytes = (changes: Record<number, number>): HistogramFrame => {
  const hdr = good.hdr.slice();
  for (const [at, byte] of Object.entries(changes)) hdr[Number(at)] = byte;
  return { ...good, hdr };
};

/** A frame with these bytes as counts and a header that announces them. */
const withCounts = (counts: readonly number[], totals: Partial<HistogramFrame>): HistogramFrame => {
  const hdr = new Uint8Array(40 + counts.length);
  hdr.set(good.hdr.subarray(0, 40));
  hdr.set(counts, 40);
  new DataView(hdr.buffer).setUint32(4, counts.length);
  return { hdr, sum: 0, min: 0, max: 0, clamped: 0, ...totals };
};

describe("header", () => {
  test.each([
    ["an empty blob", { ...good, hdr: new Uint8Array() }, "0 bytes are too few for a header"],
    ["another cookie", withBytes({ 3: 0x14 }), "it does not start with the cookie of HDR V2"],
    ["another word size", withBytes({ 3: 0x03 }), "it does not start with the cookie of HDR V2"],
    ["a normalizing offset", withBytes({ 11: 1 }), "its range or precision is not gadfly's"],
    ["two digits", withBytes({ 15: 2 }), "its range or precision is not gadfly's"],
    ["another lowest value", withBytes({ 23: 2 }), "its range or precision is not gadfly's"],
    ["another highest value", withBytes({ 31: 1 }), "its range or precision is not gadfly's"],
    ["a negative highest value", withBytes({ 24: 0x80 }), "its range or precision is not gadfly's"],
    ["another ratio", withBytes({ 32: 0x40 }), "its range or precision is not gadfly's"],
  ])("refuses %s", (_, frame, reason) => {
    expect(refusalOf(frame)).toBe(`Histogram refused: ${reason}.`);
  });

  test("refuses bytes behind the end", () => {
    const hdr = new Uint8Array([...good.hdr, 0]);
    expect(refusalOf({ ...good, hdr })).toMatch(/announces \d+ bytes of counts, \d+ follow/);
  });
});

describe("counts", () => {
  test.each([
    ["a word that is cut off", [0x82], "the count at byte 40 is cut off or too long"],
    ["a word of nine bytes", Array(9).fill(0x82), "the count at byte 40 is cut off or too long"],
    ["a gap beyond the last bucket", [0xff, 0xff, 0x7f, 2], "there are more counts than buckets"],
    [
      "a gap at the end beyond the last bucket",
      [0xff, 0xff, 0x7f],
      "there are more counts than buckets",
    ],
    [
      "a count beyond exact integers",
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20],
      "the count of bucket 0 is too large",
    ],
    [
      "a gap so long that its sign is lost to rounding",
      [0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20],
      "there are more counts than buckets",
    ],
    [
      "counts that add up beyond exact integers",
      [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f, 0x02],
      "its totals are not exact integers from 0 up",
    ],
  ])("refuses %s", (_, counts, reason) => {
    expect(refusalOf(withCounts(counts, { max: 1 }))).toBe(`Histogram refused: ${reason}.`);
  });

  test("refuses more counts than there are buckets", () => {
    const counts = Array<number>(bucketCount + 1).fill(0);
    expect(refusalOf(withCounts(counts, {}))).toContain("more counts than buckets");
  });
});

describe("totals", () => {
  test.each([
    ["a sum that is too small", { sum: good.sum - 1000 }, "its sum does not agree"],
    ["a sum that is too large", { sum: good.sum + 1000 }, "its sum does not agree"],
    ["a fractional sum", { sum: good.sum + 0.5 }, "not exact integers"],
    ["a sum that is not a number", { sum: Number.NaN }, "not exact integers"],
    ["a minimum from another bucket", { min: 1 }, "its minimum is not in its lowest bucket"],
    ["a negative minimum", { min: -1 }, "not exact integers"],
    ["a maximum from another bucket", { max: 5001 }, "its maximum is not in its highest bucket"],
    ["a maximum above the range", { max: highestValue + 1 }, "its maximum is not in its highest"],
    ["more clamped samples than samples at the end", { clamped: 2 }, "too many clamped samples"],
  ])("refuses %s", (_, totals, reason) => {
    expect(refusalOf({ ...good, ...totals })).toContain(reason);
  });

  test("refuses totals for no samples", () => {
    const empty = encodeHistogram(new Histogram());
    expect(refusalOf({ ...empty, max: 5 })).toContain("counts nothing");
  });

  test("refuses clamped samples when the maximum is within the range", () => {
    expect(refusalOf({ ...encodeHistogram(histogramOf([5])), clamped: 1 })).toContain("clamped");
  });

  test("refuses two values for a single sample", () => {
    const frame = encodeHistogram(histogramOf([4096]));
    expect(refusalOf({ ...frame, sum: 4097, max: 4098 })).toContain("its sum does not agree");
  });

  test("refuses a minimum above the maximum in one bucket", () => {
    const frame = encodeHistogram(histogramOf([4096, 4096]));
    expect(refusalOf({ ...frame, min: 4098 })).toContain("its minimum is above its maximum");
  });
});

test("refuses a frame cut at any byte", () => {
  for (let length = 0; length < good.hdr.length; length += 1) {
    expect(refusalOf({ ...good, hdr: good.hdr.subarray(0, length) })).not.toBe("accepted");
  }
});

test("takes any bytes without throwing, and changes the target only when it accepts them", () => {
  const totals = fc.record({
    sum: fc.maxSafeNat(),
    min: fc.nat(5000),
    max: fc.nat(5000),
    clamped: fc.nat(2),
  });
  const counts = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 30 });
  fc.assert(
    fc.property(counts, totals, (bytes, numbers) => {
      const target = new Histogram();
      const added = addFrame(target, withCounts(bytes, numbers));
      expect(target.sum).toBe(added.ok ? numbers.sum : 0);
      expect(added.ok || target.isEmpty()).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("takes a good frame with flipped bits without throwing, and adds it whole or not at all", () => {
  const flips = fc.array(fc.tuple(fc.nat(good.hdr.length - 1), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(flips, (changes) => {
      const hdr = good.hdr.slice();
      for (const [at, mask] of changes) hdr[at] = (hdr[at] ?? 0) ^ mask;
      const target = histogramOf([3, 40, 9999]);
      const before = contentsOf(target);
      const added = addFrame(target, { ...good, hdr });
      expect(contentsOf(target) === before).toBe(!added.ok);
    }),
    { numRuns: 500 },
  );
});
