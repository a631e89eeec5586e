// How long the blocks of the noise guard are: long enough to know little of each other, short enough
// that there are some.
import { fewestBlocks } from "./block-test.ts";

/** What is known of a run before it is cut. */
export interface RunSpan {
  /** Whole intervals in the window. */
  readonly intervals: number;
  /** Median of the time that a request takes; null when none ended. */
  readonly requestMs: number | null;
  readonly intervalMs: number;
}

/** More gain little and know more of each other (Schmeiser: 10 to 30); whole intervals make up to twice as many. */
const mostBlocks = 16;

/** The longest of runs that differ much in length may have more, but not without end. */
const mostBlocksOfLongest = 600;

/**
 * The length in intervals, the same for both runs; null when a run is then shorter than `fewestBlocks`.
 * A block holds at least a median request, because what a request met at its begin it still tells at
 * its end; and there are few of them.
 */
export const blockLength = (baseline: RunSpan, run: RunSpan): number | null => {
  const shortest = Math.min(baseline.intervals, run.intervals);
  const longest = Math.max(baseline.intervals, run.intervals);
  const requests = [baseline, run].map(({ requestMs, intervalMs }) =>
    Math.ceil((requestMs ?? 0) / intervalMs),
  );
  const length = Math.max(
    1,
    Math.floor(shortest / mostBlocks),
    Math.ceil(longest / mostBlocksOfLongest),
    ...requests,
  );
  return Math.floor(shortest / length) < fewestBlocks ? null : length;
};
