// The range that is chosen, with its statistics. While a run goes on the page draws every second; the
// statistics of a range that is past stay what they were, and are not made again.
import type { TimeRange } from "../chart-data.ts";
import type { RunPicture } from "../run-picture.ts";
import { type RangeStatistics, rangeStatistics } from "./range-statistics.ts";
import { type SnappedRange, snapRange } from "./snap-range.ts";

/** A range and what it holds. */
export interface ChosenRange extends SnappedRange {
  readonly statistics: RangeStatistics;
}

const isSame = (a: SnappedRange, b: SnappedRange): boolean =>
  a.steps.length === b.steps.length && a.steps.every((step, place) => step === b.steps[place]);

let last: ChosenRange | null = null;

/** The statistics of a range; null: nothing is stored there. */
export const chosenRange = (picture: RunPicture, range: TimeRange): ChosenRange | null => {
  const snapped = snapRange(picture, range);
  if (snapped === null) return null;
  if (last === null || !isSame(last, snapped))
    last = { ...snapped, statistics: rangeStatistics(snapped, picture.series) };
  return last;
};
