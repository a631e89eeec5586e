// hdr-histogram-js is the oracle: it must read every frame and come to the same statistics.
import { deflateSync, inflateSync } from "node:zlib";
import * as fc from "fast-check";
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from "hdr-histogram-js";
import { expect, test } from "vitest";
import { addFrame, encodeHistogram } from "./hdr-codec.ts";
import { type HistogramFrame, histogramFrame } from "./histogram-frame.ts";
import { highestValue } from "./hdr-layout.ts";
import { Histogram } from "./histogram.ts";

type Recorded = readonly (readonly [value: number, count: number])[];

// Small enough that no sum reaches the largest exact integer, where the mean would stop being exact.
const recorded = fc.array(
  fc.oneof(
    fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5_000_000 })),
    fc.tuple(fc.integer({ min: 0, max: highestValue }), fc.integer({ min: 1, max: 20_000 })),
    fc.tuple(fc.integer({ min: 0, max: highestValue }), fc.constant(1)),
  ),
  { minLength: 1, maxLength: 100 },
);

const histogramOf = (samples: Recorded): Histogram => {
  const histogram = new Histogram();
  for (const [value, count] of samples) histogram.record(value, count);
  return histogram;
};

const oracleOf = (samples: Recorded) => {
  const oracle = build({
    highestTrackableValue: highestValue,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 64,
  });
  for (const [value, count] of samples) oracle.recordValueWithCount(value, count);
  return oracle;
};

// The oracle's public reader takes the compressed form: the same payload, deflated, in an envelope.
const decodeWithOracle = (payload: Uint8Array) => {
  const deflated = deflateSync(payload);
  const envelope = Buffer.alloc(8);
  envelope.writeUInt32BE(0x1c849314, 0);
  envelope.writeUInt32BE(deflated.length, 4);
  return decodeFromCompressedBase64(Buffer.concat([envelope, deflated]).toString("base64"), 64);
};

const contentsOf = (histogram: Histogram): unknown => {
  const buckets: [number, number][] = [];
  histogram.forEachBucket((bucket, count) => buckets.push([bucket, count]));
  const { count, sum, min, max, clamped } = histogram;
  return { buckets, count, sum, min, max, clamped };
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

test("writes the golden frame of a known histogram", () => {
  const histogram = histogramOf([
    [0, 1],
    [1, 2],
    [1000, 1],
    [2047, 64],
    [2048, 1],
    [5000, 5_000_000_000],
    [highestValue + 1, 1],
  ]);
  const frame = encodeHistogram(histogram);
  expect(hex(frame.hdr)).toBe(
    "1c849313" + // cookie
      "00000015" + // 21 bytes of counts
      "00000000" + // normalizing index offset
      "00000003" + // significant digits
      "0000000000000001" + // lowest value
      "00000000d693a400" + // highest value
      "3ff0000000000000" + // ratio 1.0
      "02" + // one 0
      "04" + // two 1
      "cb0f02" + // 998 empty, one 1000
      "ab108001" + // 1046 empty, 64 of 2047
      "02" + // one 2048
      "c11380c8afa025" + // 1249 empty, 5,000,000,000 of 5000
      "a1b70202", // 19,921 empty, one at the end of the range
  );
  expect({ ...frame, hdr: null }).toEqual({
    hdr: null,
    sum: 25_003_600_134_058,
    min: 0,
    max: highestValue,
    clamped: 1,
  });
});

test("writes an empty histogram as one zero, as other writers do", () => {
  expect(hex(encodeHistogram(new Histogram()).hdr)).toBe(
    "1c849313000000010000000000000003000000000000000100000000d693a4003ff000000000000000",
  );
});

test("writes the same counts as hdr-histogram-js", () => {
  fc.assert(
    fc.property(recorded, (samples) => {
      const envelope = Buffer.from(encodeIntoCompressedBase64(oracleOf(samples)), "base64");
      const theirs = inflateSync(envelope.subarray(8));
      const ours = encodeHistogram(histogramOf(samples)).hdr;
      expect(hex(ours.subarray(40))).toBe(hex(theirs.subarray(40)));
    }),
    { numRuns: 50 },
  );
});

test("writes frames that hdr-histogram-js reads to the same statistics", () => {
  fc.assert(
    fc.property(recorded, (samples) => {
      const histogram = histogramOf(samples);
      const theirs = decodeWithOracle(encodeHistogram(histogram).hdr);
      expect(theirs.totalCount).toBe(histogram.count);
      for (const percent of [1, 7, 50, 75, 90, 99, 99.9, 99.99, 100]) {
        const expected = Math.min(theirs.getValueAtPercentile(percent), histogram.max);
        expect(histogram.quantile(percent / 100)).toBe(expected);
      }
      expect(histogram.stddev()).toBeCloseTo(theirs.stdDeviation, 6);
      expect(Math.abs(histogram.mean() - theirs.mean)).toBeLessThanOrEqual(
        theirs.mean * 0.0005 + 1e-9,
      );
    }),
    { numRuns: 20 },
  );
});

test("reads back what it wrote", () => {
  fc.assert(
    fc.property(recorded, (samples) => {
      const histogram = histogramOf(samples);
      const copy = new Histogram();
      expect(addFrame(copy, encodeHistogram(histogram))).toEqual({ ok: true, value: undefined });
      expect(contentsOf(copy)).toEqual(contentsOf(histogram));
    }),
  );
});

test("reads back zeros, clamped samples and the largest counts there are", () => {
  const histogram = histogramOf([
    [0, 3],
    [1, Number.MAX_SAFE_INTEGER - 5],
    [Infinity, 2],
  ]);
  const copy = new Histogram();
  expect(addFrame(copy, encodeHistogram(histogram)).ok).toBe(true);
  expect(contentsOf(copy)).toEqual(contentsOf(histogram));
});

test("reads a frame that lies in the middle of a larger buffer", () => {
  const histogram = histogramOf([[1234, 5]]);
  const frame = encodeHistogram(histogram);
  const message = new Uint8Array(frame.hdr.length + 14).fill(255);
  message.set(frame.hdr, 7);
  const copy = new Histogram();
  const hdr = message.subarray(7, 7 + frame.hdr.length);
  expect(addFrame(copy, { ...frame, hdr }).ok).toBe(true);
  expect(contentsOf(copy)).toEqual(contentsOf(histogram));
});

test.each([
  ["zeros", [0, 0]],
  ["a gap", [5]],
  ["a long gap", [0x81, 0x04]],
  ["a zero in two bytes", [0x80, 0]],
])("reads %s behind the highest bucket, which other writers may leave there", (_what, behind) => {
  const histogram = histogramOf([
    [3, 2],
    [70, 100],
    [5000, 1],
  ]);
  const frame = encodeHistogram(histogram);
  const hdr = new Uint8Array([...frame.hdr, ...behind]);
  new DataView(hdr.buffer).setUint32(4, hdr.length - 40);
  const copy = new Histogram();
  expect(addFrame(copy, { ...frame, hdr })).toEqual({ ok: true, value: undefined });
  expect(contentsOf(copy)).toEqual(contentsOf(histogram));
});

test("makes frames that later recordings do not change", () => {
  const histogram = histogramOf([[1234, 5]]);
  const frame: HistogramFrame = encodeHistogram(histogram);
  const before = hex(frame.hdr);
  histogram.record(99);
  encodeHistogram(histogram);
  expect(hex(frame.hdr)).toBe(before);
});

test("has a schema that takes its frames and refuses other things", () => {
  const frame = encodeHistogram(histogramOf([[7, 1]]));
  expect(histogramFrame.safeParse(frame).success).toBe(true);
  for (const wrong of [{ hdr: "1c84" }, { sum: 1.5 }, { min: -1 }, { max: Infinity }]) {
    expect(histogramFrame.safeParse({ ...frame, ...wrong }).success).toBe(false);
  }
});
