// A distribution of non-negative integers in the HDR bucket layout. Buckets, count, sum, min and max
// are exact, so merging in any order and any grouping gives the same numbers as one process would
// have recorded. Recording allocates only when an octave is seen for the first time.
import {
  bucketOf,
  highestIn,
  highestValue,
  middleOf,
  octaveBits,
  octaveCount,
  octaveSize,
} from "./hdr-layout.ts";

/** What a histogram knows exactly beside its buckets. */
export interface ExactTotals {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly clamped: number;
}

const offsetMask = octaveSize - 1;

// Counts and sums stop at the largest exact integer instead of losing digits. Unlike a wrap or a
// rounding, stopping keeps addition associative, so the merge laws hold even there.
/** Adds two counts or sums. */
export const addExactly = (a: number, b: number): number =>
  Math.min(a + b, Number.MAX_SAFE_INTEGER);

/** A distribution of non-negative integers, 0 to one hour in microseconds, to three digits. */
export class Histogram {
  // One page per octave, made when first touched: a latency spans a few octaves, so a histogram
  // costs some 8 KB each instead of 184 KB. Doubles, because they are exact up to 2^53.
  readonly #pages = noPages();
  #count = 0;
  #sum = 0;
  #min = Number.MAX_SAFE_INTEGER;
  #max = 0;
  #clamped = 0;

  /** Number of samples. */
  get count(): number {
    return this.#count;
  }

  /** Sum of the samples as recorded. */
  get sum(): number {
    return this.#sum;
  }

  /** Smallest sample, 0 when empty. */
  get min(): number {
    return this.#count === 0 ? 0 : this.#min;
  }

  /** Largest sample, 0 when empty. */
  get max(): number {
    return this.#max;
  }

  /** Samples that were above the range and were recorded as its upper end. */
  get clamped(): number {
    return this.#clamped;
  }

  /** True when nothing has been recorded. */
  isEmpty(): boolean {
    return this.#count === 0;
  }

  /**
   * Counts `value`, rounded to an integer, `count` times. Below zero is zero. What is above the
   * range or not a number is recorded as the highest value and counted as clamped: visible, never
   * dropped. Does not throw.
   */
  record(value: number, count = 1): void {
    const times = count === 1 ? 1 : toTimes(count);
    if (times === 0) return;
    const isInRange = value <= highestValue;
    // Rounds like Math.round, which would nearly double the cost of a record (measured).
    const whole = isInRange ? (Math.max(value, 0) + 0.5) >>> 0 : highestValue;
    if (!isInRange) this.#clamped = addExactly(this.#clamped, times);
    this.#addToBucket(bucketOf(whole), times);
    this.#count = addExactly(this.#count, times);
    this.#sum = addExactly(this.#sum, whole * times);
    if (whole < this.#min) this.#min = whole;
    if (whole > this.#max) this.#max = whole;
  }

  /** Adds all samples of another histogram. */
  add(other: Histogram): void {
    const last = other.#lastOctave();
    for (let octave = other.#firstOctave(); octave <= last; octave += 1) {
      const theirs = other.#pages[octave];
      if (theirs !== undefined) addPage(this.pageOf(octave), theirs);
    }
    this.addTotals(other);
  }

  /**
   * The counters of one octave, for the codec: it adds to them what it has checked, and then the
   * totals that belong to it.
   */
  pageOf(octave: number): Float64Array {
    const existing = this.#pages[octave];
    if (existing !== undefined) return existing;
    const page = new Float64Array(octaveSize);
    this.#pages[octave] = page;
    return page;
  }

  /** Adds the totals of counters that were added. */
  addTotals(totals: ExactTotals): void {
    if (totals.count === 0) return;
    this.#count = addExactly(this.#count, totals.count);
    this.#sum = addExactly(this.#sum, totals.sum);
    this.#clamped = addExactly(this.#clamped, totals.clamped);
    this.#min = Math.min(this.#min, totals.min);
    this.#max = Math.max(this.#max, totals.max);
  }

  /** Forgets all samples; keeps the memory for the next interval. */
  reset(): void {
    const last = this.#lastOctave();
    for (let octave = this.#firstOctave(); octave <= last; octave += 1) {
      this.#pages[octave]?.fill(0);
    }
    this.#count = 0;
    this.#sum = 0;
    this.#min = Number.MAX_SAFE_INTEGER;
    this.#max = 0;
    this.#clamped = 0;
  }

  /** Visits every bucket that counts something, in order of value. */
  forEachBucket(visit: (bucket: number, count: number) => void): void {
    const last = this.#lastOctave();
    for (let octave = this.#firstOctave(); octave <= last; octave += 1) {
      const page = this.#pages[octave];
      if (page !== undefined) visitPage(page, octave << octaveBits, visit);
    }
  }

  /** The value that a share `q` (0 to 1) of the samples does not exceed; 0 when empty. */
  quantile(q: number): number {
    return this.quantiles([q])[0] ?? 0;
  }

  /**
   * Several quantiles in one pass; `qs` ascends. HdrHistogram's rule: the highest value of the
   * bucket that holds sample number ceil(q × count), here also kept within the exact min and max.
   */
  quantiles(qs: readonly number[]): number[] {
    return quantilesOf(this, qs);
  }

  /** Sum divided by count, 0 when empty. */
  mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  /**
   * Standard deviation of the bucket middles, 0 when empty. It is computed from the merged counts
   * alone, in order of value, so it has the same bits however the samples were spread over workers.
   */
  stddev(): number {
    if (this.#count === 0) return 0;
    let total = 0;
    this.forEachBucket((bucket, count) => {
      total += middleOf(bucket) * count;
    });
    const center = total / this.#count;
    let squares = 0;
    this.forEachBucket((bucket, count) => {
      const deviation = middleOf(bucket) - center;
      squares += deviation * deviation * count;
    });
    return Math.sqrt(squares / this.#count);
  }

  #addToBucket(bucket: number, times: number): void {
    const page = this.#pages[bucket >> octaveBits] ?? this.pageOf(bucket >> octaveBits);
    const offset = bucket & offsetMask;
    page[offset] = addExactly(page[offset] ?? 0, times);
  }

  #firstOctave(): number {
    return this.#count === 0 ? octaveCount : bucketOf(this.#min) >> octaveBits;
  }

  #lastOctave(): number {
    return bucketOf(this.#max) >> octaveBits;
  }
}

/** Counted samples, wherever they are held. */
export interface CountedSamples extends Pick<ExactTotals, "count" | "min" | "max"> {
  /** Visits every bucket that counts something, in order of value. */
  forEachBucket(visit: (bucket: number, count: number) => void): void;
}

/** Several quantiles in one pass; `qs` ascends. The rule of `Histogram.quantiles`. */
export const quantilesOf = (samples: CountedSamples, qs: readonly number[]): number[] => {
  const ranks = qs.map((q) => rankOf(q, samples.count));
  const values: number[] = [];
  let seen = 0;
  samples.forEachBucket((bucket, count) => {
    seen += count;
    while (values.length < ranks.length && (ranks[values.length] ?? 0) <= seen) {
      const isLowest = ranks[values.length] === 0;
      values.push(isLowest ? samples.min : Math.min(highestIn(bucket), samples.max));
    }
  });
  while (values.length < qs.length) values.push(samples.max);
  return values;
};

const noPages = (): (Float64Array | undefined)[] =>
  Array.from({ length: octaveCount }, () => undefined);

const toTimes = (count: number): number =>
  count >= 1 ? Math.min(Math.round(count), Number.MAX_SAFE_INTEGER) : 0;

// q × count may land a rounding error above the integer that was meant (0.07 × 100); taking the
// error's bound away first keeps the rank from skipping a sample.
const rankOf = (q: number, count: number): number => {
  if (!(q > 0)) return 0;
  const exact = Math.min(q, 1) * count;
  return Math.max(1, Math.ceil(exact - exact * Number.EPSILON));
};

const addPage = (into: Float64Array, from: Float64Array): void => {
  for (let offset = 0; offset < octaveSize; offset += 1) {
    const more = from[offset] ?? 0;
    if (more !== 0) into[offset] = addExactly(into[offset] ?? 0, more);
  }
};

const visitPage = (
  page: Float64Array,
  firstBucket: number,
  visit: (bucket: number, count: number) => void,
): void => {
  for (let offset = 0; offset < octaveSize; offset += 1) {
    const count = page[offset] ?? 0;
    if (count !== 0) visit(firstBucket + offset, count);
  }
};
