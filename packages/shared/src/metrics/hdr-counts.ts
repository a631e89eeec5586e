// The counts of an HDR V2 payload: one ZigZag LEB128 word per bucket from zero upward, where a
// negative word -n stands for n empty buckets. The last word is the highest bucket in use.
import { err, ok, type Result } from "../errors/result.ts";
import { bucketCount } from "./hdr-layout.ts";
import type { BucketList, Histogram } from "./histogram.ts";

/** The most bytes that all counts together can take. */
export const maxCountBytes = bucketCount * 8;

/** Counters read from a payload; reused, so what it holds is good until the next read. */
export interface BucketBuffer extends BucketList {
  length: number;
}

/** Room for every bucket there is. */
export const createBucketBuffer = (): BucketBuffer => ({
  length: 0,
  buckets: new Int32Array(bucketCount),
  counts: new Float64Array(bucketCount),
});

/** Writes all counts from `start` on and returns the position after them. */
export const writeCounts = (histogram: Histogram, out: Uint8Array, start: number): number => {
  let at = start;
  let next = 0;
  histogram.forEachBucket((bucket, count) => {
    const empty = bucket - next;
    if (empty > 0) at = writeWord(out, at, empty === 1 ? 0 : empty * 2 - 1);
    at = writeWord(out, at, count * 2);
    next = bucket + 1;
  });
  // Other writers give an empty histogram one zero; so do we.
  return next === 0 ? writeWord(out, at, 0) : at;
};

// Words are below 2^54, so at most eight bytes; the low 31 bits go by shifts, which are cheaper.
const writeWord = (out: Uint8Array, start: number, word: number): number => {
  let at = start;
  let rest = word;
  while (rest >= 2 ** 31) {
    out[at] = (rest % 128) + 128;
    rest = Math.floor(rest / 128);
    at += 1;
  }
  while (rest >= 128) {
    out[at] = (rest & 127) | 128;
    rest >>>= 7;
    at += 1;
  }
  out[at] = rest;
  return at + 1;
};

/** Reads the counts from `start` to the end into `into`, or says what is wrong with them. */
export const readCounts = (bytes: Uint8Array, start: number, into: BucketBuffer): Result<void> => {
  const cursor = { bytes, at: start };
  let bucket = 0;
  into.length = 0;
  while (cursor.at < bytes.length) {
    const isGap = ((bytes[cursor.at] ?? 0) & 1) === 1;
    const word = readWord(cursor);
    if (word < 0) return err(`the count at byte ${cursor.at} is cut off or too long`);
    if (isGap) {
      bucket += (word + 1) / 2;
      continue;
    }
    if (bucket >= bucketCount) return err("there are more counts than buckets");
    if (word > 2 * Number.MAX_SAFE_INTEGER)
      return err(`the count of bucket ${bucket} is too large`);
    if (word > 0) push(into, bucket, word / 2);
    bucket += 1;
  }
  return bucket <= bucketCount ? ok(undefined) : err("there are more counts than buckets");
};

const push = (into: BucketBuffer, bucket: number, count: number): void => {
  into.buckets[into.length] = bucket;
  into.counts[into.length] = count;
  into.length += 1;
};

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

// The word at the cursor, or -1 when it does not end within the bytes or within eight of them. Past
// 2^53 its lowest bit is lost, which is why the caller takes the sign from the first byte.
const readWord = (cursor: Cursor): number => {
  const { bytes } = cursor;
  const first = bytes[cursor.at] ?? 0;
  let word = first & 127;
  let length = 1;
  for (let byte = first, unit = 128; byte > 127; length += 1, unit *= 128) {
    if (length === 8 || cursor.at + length >= bytes.length) return -1;
    byte = bytes[cursor.at + length] ?? 0;
    word += (byte & 127) * unit;
  }
  cursor.at += length;
  return word;
};
