// What the run does at this moment: the newest steps.
import type { RunPicture } from "../run-picture.ts";
import { countsOf, type StepCounts } from "../steps/step-counts.ts";
import { secondsOf } from "../steps/step-time.ts";

/** Rates of the last seconds; null when too little was heard. */
export interface RecentRates {
  readonly rps: number | null;
  readonly failureShare: number | null;
  readonly tokensPerS: number | null;
}

/** How many seconds count as this moment: enough that one slow answer is not a dip. */
const momentS = 5;

/** Rates of the newest seconds. */
export const recentRates = ({ steps, series, intervalMs }: RunPicture): RecentRates => {
  const recent = steps.slice(-Math.max(1, Math.round((momentS * 1000) / intervalMs)));
  const seconds = recent.reduce((sum, step) => sum + secondsOf(step, intervalMs), 0);
  if (seconds === 0) return { rps: null, failureShare: null, tokensPerS: null };
  // Not from the ledgers: that of a worker which comes back tells of all the time that it was away.
  const counts = recent.map((step) => countsOf(step, series));
  const total = (of: keyof StepCounts) => counts.reduce((sum, row) => sum + (row[of] ?? 0), 0);
  const ended = total("ended");
  return {
    rps: ended / seconds,
    failureShare: ended === 0 ? null : total("failed") / ended,
    tokensPerS: total("outputTokens") / seconds,
  };
};
