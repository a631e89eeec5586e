// The counts of an HDR V2 payload: one word per bucket from zero upward, where a negative word -n
// stands for n empty buckets. The last word is the highest bucket in use.
//
// Reading is what a master does most. Nearly every word is one byte, and whether it is a count or a
// gap is as good as random: both loops below read it without a branch, which halves their cost, and
// call for longer words. Sharing one loop through a callback costs half as much again, and keeping
// the counters between check and merge costs more than reading them twice (all measured).
import { err, ok, type Result } from "../errors/result.ts";
import { bucketCount, bucketWidth, lowestIn, octaveBits, octaveSize } from "./hdr-layout.ts";
import { readWord, writeWord, type Cursor } from "./hdr-words.ts";
import { addExactly, type Histogram } from "./histogram.ts";

/** The most bytes that all counts together can take. */
export const maxCountBytes = bucketCount * 8;

/** A bucket and what it counts. */
export interface Counter {
  readonly bucket: number;
  readonly count: number;
}

/** What a payload's counts amount to. */
export interface CountSurvey {
  /** The samples that they stand for. */
  count: number;
  /** The least that all samples can add up to, were each the lowest of its bucket. */
  least: number;
  /** How much more it is, were each the highest of its bucket. */
  spread: number;
  /** The outer two buckets in use, null when there is none. */
  outer: { readonly lowest: Counter; readonly highest: Counter } | null;
}

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

/** Checks the counts from `start` to the end and surveys them, or says what is wrong with them. */
export const surveyCounts = (bytes: Uint8Array, start: number): Result<CountSurvey> => {
  const survey: CountSurvey = { count: 0, least: 0, spread: 0, outer: null };
  const cursor = { bytes, at: start };
  let bucket = 0;
  let count = 0;
  let octave = 0;
  let countInOctave = 0;
  let offsetsInOctave = 0;
  for (; cursor.at < bytes.length; cursor.at += 1) {
    const first = bytes[cursor.at] ?? 0;
    const isGap = first & 1;
    let step = 1 + ((first >> 1) & -isGap);
    count = (first >> 1) & (isGap - 1);
    if (first > 127) {
      const word = readWord(cursor);
      if (word < 0) return err(`the count at byte ${cursor.at} is cut off or too long`);
      step = isGap === 1 ? (word + 1) / 2 : 1;
      count = isGap === 1 ? 0 : word / 2;
    }
    if (bucket >= bucketCount || count > Number.MAX_SAFE_INTEGER) return err(problemOf(bucket));
    if (bucket >> octaveBits !== octave) {
      addOctave(survey, octave, countInOctave, offsetsInOctave);
      octave = bucket >> octaveBits;
      countInOctave = 0;
      offsetsInOctave = 0;
    }
    countInOctave += count;
    offsetsInOctave += (bucket & offsetMask) * count;
    bucket += step;
  }
  if (bucket > bucketCount) return err(problemOf(bucket));
  addOctave(survey, octave, countInOctave, offsetsInOctave);
  survey.outer = outerOf(bytes, start, { bucket: bucket - 1, count });
  return ok(survey);
};

const offsetMask = octaveSize - 1;

const problemOf = (bucket: number): string =>
  bucket >= bucketCount
    ? "there are more counts than buckets"
    : `the count of bucket ${bucket} is too large`;

/** `offsets`: of each sample, its bucket's place in the octave, in sum. */
const addOctave = (survey: CountSurvey, octave: number, count: number, offsets: number): void => {
  const firstBucket = octave << octaveBits;
  const width = bucketWidth(firstBucket);
  survey.count += count;
  survey.least += lowestIn(firstBucket) * count + offsets * width;
  survey.spread += (width - 1) * count;
};

/** `last`: what the last word stands for. It counts something, unless zeros or a gap were written behind. */
const outerOf = (bytes: Uint8Array, start: number, last: Counter): CountSurvey["outer"] => {
  const cursor = { bytes, at: start, bucket: 0 };
  const lowest = nextInUse(cursor);
  if (lowest === null) return null;
  let highest: Counter | null = last.count > 0 ? last : lowest;
  if (highest === lowest)
    for (let next = nextInUse(cursor); next !== null; next = nextInUse(cursor)) highest = next;
  return { lowest, highest };
};

/** The next bucket that counts something; the cursor moves behind it. */
const nextInUse = (cursor: Cursor & { bucket: number }): Counter | null => {
  const { bytes } = cursor;
  while (cursor.at < bytes.length) {
    const isGap = ((bytes[cursor.at] ?? 0) & 1) === 1;
    const word = readWord(cursor);
    const { bucket } = cursor;
    cursor.at += 1;
    cursor.bucket += isGap ? (word + 1) / 2 : 1;
    if (!isGap && word > 0) return { bucket, count: word / 2 };
  }
  return null;
};

/** Visits every bucket that counts something, in order of value, of a payload that has been surveyed. */
export const visitCounts = (
  bytes: Uint8Array,
  start: number,
  visit: (bucket: number, count: number) => void,
): void => {
  const cursor = { bytes, at: start, bucket: 0 };
  for (let next = nextInUse(cursor); next !== null; next = nextInUse(cursor))
    visit(next.bucket, next.count);
};

/** Adds to `into` the counts of a payload that has been surveyed; their totals are the caller's. */
export const addCounts = (bytes: Uint8Array, start: number, into: Histogram): void => {
  const cursor = { bytes, at: start };
  let bucket = 0;
  let octave = -1;
  let page = noPage;
  for (; cursor.at < bytes.length; cursor.at += 1) {
    const first = bytes[cursor.at] ?? 0;
    const isGap = first & 1;
    let step = 1 + ((first >> 1) & -isGap);
    let count = (first >> 1) & (isGap - 1);
    if (first > 127) {
      const word = readWord(cursor);
      step = isGap === 1 ? (word + 1) / 2 : 1;
      count = isGap === 1 ? 0 : word / 2;
    }
    if (bucket >> octaveBits !== octave && count > 0) {
      octave = bucket >> octaveBits;
      page = into.pageOf(octave);
    }
    const offset = bucket & offsetMask;
    page[offset] = addExactly(page[offset] ?? 0, count);
    bucket += step;
  }
};

const noPage: Float64Array = new Float64Array(octaveSize);
