// The figures of the verdict, and the only place where they stand. They come from measurement:
// `npm run bench:honesty` disturbs a worker in many ways, compares what it reported with the truth, and
// prints where these lines belong. docs/methodology.md#when-may-a-figure-be-believed explains each.

/** A delay is too long when it is above both: so many milliseconds, and this share of the smallest median. */
export interface DelayLimit {
  readonly floorMs: number;
  readonly shareOfMedian: number;
}

/** What each rule tolerates. */
export const verdictLimits = {
  /**
   * p99 of the lateness of the worker's 10 ms timer. It is about as large as the error of a reported p99
   * (docs/methodology.md#loop-delay).
   */
  loopDelay: {
    SUSPECT: { floorMs: 5, shareOfMedian: 0.1 },
    INVALID: { floorMs: 15, shareOfMedian: 0.3 },
  },
  /**
   * A worker is too busy when it uses more than this share of a core in this share of its intervals.
   * The last interval of a run does not count: it is not whole (docs/methodology.md#cpu).
   */
  cpu: {
    SUSPECT: { core: 0.7, share: 0.05 },
    INVALID: { core: 0.9, share: 0.1 },
    /** One busy second is a start, not a state. */
    fewestIntervals: 2,
  },
  /** p99 of sent − due, after the time that connections took (docs/methodology.md#schedule-lag). */
  scheduleLag: {
    SUSPECT: { floorMs: 6, shareOfMedian: 0.12 },
    /** Late requests that must be there before lateness is more than a hiccup. */
    fewestLate: 3,
  },
} as const;
