// Do a histogram's counters and its exact totals describe the same samples? Both come from another
// process; together they must be something that recording could have produced.
import type { CountSurvey } from "./hdr-counts.ts";
import { bucketOf, highestIn, highestValue, lowestIn } from "./hdr-layout.ts";
import type { ExactTotals } from "./histogram.ts";

/** What is wrong with the totals, or null. */
export const totalsProblem = (survey: CountSurvey, totals: ExactTotals): string | null => {
  const { count, sum, min, max, clamped } = totals;
  if (![count, sum, min, max, clamped].every(isExact))
    return "its totals are not exact integers from 0 up";
  const { outer } = survey;
  if (outer === null)
    return isAllZero(totals) ? null : "it counts nothing but its totals are not 0";
  const { lowest, highest } = outer;
  if (!isValueIn(lowest.bucket, min)) return "its minimum is not in its lowest bucket";
  if (!isValueIn(highest.bucket, max)) return "its maximum is not in its highest bucket";
  if (min > max) return "its minimum is above its maximum";
  if (!isSumPossible(survey, outer, totals)) return "its sum does not agree with its counts";
  return clamped <= (max === highestValue ? highest.count : 0)
    ? null
    : "it has too many clamped samples";
};

const isExact = (total: number): boolean => Number.isSafeInteger(total) && total >= 0;

const isAllZero = (totals: ExactTotals): boolean =>
  totals.sum === 0 && totals.min === 0 && totals.max === 0 && totals.clamped === 0;

const isValueIn = (bucket: number, value: number): boolean =>
  value <= highestValue && bucketOf(value) === bucket;

// Every sample lies in its bucket and between min and max, and one sample is min, one is max: that
// narrows the outer two buckets. A sum that stopped at the largest exact integer passes, and beyond it
// there is no upper bound that could be told exactly.
const isSumPossible = (
  { least, spread }: CountSurvey,
  { lowest, highest }: NonNullable<CountSurvey["outer"]>,
  { sum, min, max }: ExactTotals,
): boolean => {
  const ceiling = Number.MAX_SAFE_INTEGER;
  const most = least + spread;
  const lowestOfHighest = Math.max(lowestIn(highest.bucket), min);
  const highestOfLowest = Math.min(highestIn(lowest.bucket), max);
  const missing = (min - lowestIn(lowest.bucket)) * lowest.count + max - lowestOfHighest;
  const excess = (highestIn(highest.bucket) - max) * highest.count + highestOfLowest - min;
  return sum >= Math.min(least + missing, ceiling) && (most > ceiling || sum <= most - excess);
};
