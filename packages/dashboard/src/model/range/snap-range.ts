// A range that somebody drew, as the stored steps can answer it: whole steps, and it says which.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { formatDuration } from "@gadfly/shared/units/duration";
import type { TimeRange } from "../chart-data.ts";
import { formatMoment } from "../format/format-moment.ts";
import type { RunPicture } from "../run-picture.ts";
import { endOf, secondsOf, startOf } from "../steps/step-time.ts";

/** Whole steps, and the range that they cover. */
export interface SnappedRange {
  readonly fromS: number;
  readonly toS: number;
  /** Time that the steps hold; less than the range when some are missing. */
  readonly seconds: number;
  readonly steps: readonly StepRecord[];
  /** Which range it is, and what it was widened or narrowed to. */
  readonly text: string;
}

type Place = Pick<RunPicture, "steps" | "intervalMs">;

/** A step belongs to a range when its middle does, so both ends go to the nearest border. */
const stepsWithin = ({ steps, intervalMs }: Place, fromS: number, toS: number): StepRecord[] => {
  const within = steps.filter((step) => {
    const middleS = (startOf(step, intervalMs) + endOf(step, intervalMs)) / 2;
    return middleS >= fromS && middleS < toS;
  });
  if (within.length > 0) return within;
  const aimS = (fromS + toS) / 2;
  return steps.filter(
    (step) => startOf(step, intervalMs) <= aimS && aimS < endOf(step, intervalMs),
  );
};

const describeSteps = (steps: readonly StepRecord[], { intervalMs }: Place): string => {
  const coarse = steps.filter(({ length }) => length > 1);
  const last = coarse.at(-1);
  if (last === undefined) return "";
  const longest = Math.max(...coarse.map((step) => secondsOf(step, intervalMs)));
  const whole = `only whole ${formatDuration(longest * 1000)} are stored`;
  if (coarse.length === steps.length) return `; of this part ${whole}`;
  return `; before ${formatMoment(endOf(last, intervalMs))} ${whole}`;
};

/** The stored steps of a range; null: nothing is stored there. No range is the whole run. */
export const snapRange = (picture: Place, range: TimeRange): SnappedRange | null => {
  const { intervalMs } = picture;
  const steps = range === null ? picture.steps : stepsWithin(picture, range.fromS, range.toS);
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [fromS, toS] = [startOf(first, intervalMs), endOf(last, intervalMs)];
  const seconds = steps.reduce((sum, step) => sum + secondsOf(step, intervalMs), 0);
  const text = `${formatMoment(fromS)} to ${formatMoment(toS)}${describeSteps(steps, picture)}`;
  return { fromS, toS, seconds, steps, text };
};
