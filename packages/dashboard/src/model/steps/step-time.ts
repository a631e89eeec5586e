// Where a step lies in time.
import type { StepRecord } from "@gadfly/shared/journal/step-record";

/** When the step begins, in seconds since the start of the run. */
export const startOf = ({ index }: StepRecord, intervalMs: number): number =>
  (index * intervalMs) / 1000;

/** How long the step is, in seconds. */
export const secondsOf = ({ length }: StepRecord, intervalMs: number): number =>
  (length * intervalMs) / 1000;

/** When the step ends. */
export const endOf = ({ index, length }: StepRecord, intervalMs: number): number =>
  ((index + length) * intervalMs) / 1000;
