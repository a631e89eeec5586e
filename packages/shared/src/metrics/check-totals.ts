// Do a histogram's counters and its exact totals describe the same samples? Both come from another
// process; together they must be something that recording could have produced.
import { bucketOf, highestIn, highestValue, lowestIn } from "./hdr-layout.ts";
import type { BucketList, ExactTotals } from "./histogram.ts";

/** The number of samples that the counters stand for. */
export const countOf = ({ counts, length }: BucketList): number => {
  let count = 0;
  for (let at = 0; at < length; at += 1) count += counts[at] ?? 0;
  return count;
};

/** What is wrong with the totals, or null. */
export const totalsProblem = (list: BucketList, totals: ExactTotals): string | null => {
  const { count, min, max } = totals;
  if (!Object.values(totals).every(isExact)) return "its totals are not exact integers from 0 up";
  if (count === 0) return isAllZero(totals) ? null : "it counts nothing but its totals are not 0";
  if (!isValueIn(lowestOf(list), min)) return "its minimum is not in its lowest bucket";
  if (!isValueIn(highestOf(list), max)) return "its maximum is not in its highest bucket";
  if (min > max) return "its minimum is above its maximum";
  if (!isSumPossible(list, totals)) return "its sum does not agree with its counts";
  return isClampedPossible(list, totals) ? null : "it has too many clamped samples";
};

const isExact = (total: unknown): boolean => Number.isSafeInteger(total) && Number(total) >= 0;

const isAllZero = (totals: ExactTotals): boolean =>
  totals.sum === 0 && totals.min === 0 && totals.max === 0 && totals.clamped === 0;

const lowestOf = (list: BucketList): number => list.buckets[0] ?? 0;

const highestOf = (list: BucketList): number => list.buckets[list.length - 1] ?? 0;

const isValueIn = (bucket: number, value: number): boolean =>
  value <= highestValue && bucketOf(value) === bucket;

// Every sample lies in its bucket and between min and max, and one sample is min, one is max. A sum
// that stopped at the largest exact integer passes, because the bounds stop there too.
const isSumPossible = (list: BucketList, { sum, min, max }: ExactTotals): boolean => {
  let least = max - Math.max(lowestIn(highestOf(list)), min);
  let most = min - Math.min(highestIn(lowestOf(list)), max);
  for (let at = 0; at < list.length; at += 1) {
    const bucket = list.buckets[at] ?? 0;
    const count = list.counts[at] ?? 0;
    least += Math.max(lowestIn(bucket), min) * count;
    most += Math.min(highestIn(bucket), max) * count;
  }
  const ceiling = Number.MAX_SAFE_INTEGER;
  return sum >= Math.min(least, ceiling) && sum <= Math.min(most, ceiling);
};

const isClampedPossible = (list: BucketList, { max, clamped }: ExactTotals): boolean =>
  clamped <= (max === highestValue ? (list.counts[list.length - 1] ?? 0) : 0);
