// The steps of a report in words, for whoever chooses a range of time in it.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { formatDuration } from "@gadfly/shared/units/duration";
import type { StepResolution } from "./step-resolution.ts";

interface Stretch {
  readonly lengthMs: number;
  untilMs: number;
}

const stretchesOf = (steps: readonly StepRecord[], intervalMs: number): Stretch[] => {
  const stretches: Stretch[] = [];
  for (const [place, { index, length }] of steps.entries()) {
    const lengthMs = length * intervalMs;
    const untilMs = (index + length) * intervalMs;
    const last = stretches.at(-1);
    // The last step ends with the run, wherever that is: it is no stretch of its own.
    const isRest = place === steps.length - 1 && (last?.lengthMs ?? 0) > lengthMs;
    if (last?.lengthMs === lengthMs || (last !== undefined && isRest)) last.untilMs = untilMs;
    else stretches.push({ lengthMs, untilMs });
  }
  return stretches;
};

/** Where each length of step holds; nothing without steps. */
export const describeSteps = (
  steps: readonly StepRecord[],
  intervalMs: number,
  { sumsWorkers }: StepResolution,
): string[] => {
  const stretches = stretchesOf(steps, intervalMs);
  if (stretches.length === 0) return [];
  const parts = stretches.map(({ lengthMs, untilMs }, place) =>
    place === stretches.length - 1
      ? formatDuration(lengthMs)
      : `${formatDuration(lengthMs)} until ${formatDuration(untilMs)}`,
  );
  return [
    `Charts and chosen ranges are in steps of ${parts.join(", then ")}; the tables are of the whole run and exact.`,
    ...(sumsWorkers ? ["Charts have the sum of the workers, to keep this file small."] : []),
  ];
};
