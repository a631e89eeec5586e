// How long and how often a worker dials a master that does not answer.

/** Settings of redialling. */
export interface RedialSettings {
  /** Before the first welcome. */
  readonly firstWaitMs: number;
  /** After a master was lost. */
  readonly masterWaitMs: number;
}

/** Five minutes for a master that is not up yet, ten for one that went away. */
export const defaultRedialSettings: RedialSettings = {
  firstWaitMs: 300_000,
  masterWaitMs: 600_000,
};

/** A wait is spoken of so often. */
const wordPeriodMs = 10_000;

/** Whether it is time for another word on a wait, `saidMs` being when the last was said. */
export const isWordDue = (waitedMs: number, saidMs: number): boolean =>
  waitedMs - saidMs >= wordPeriodMs;

const firstDelayMs = 100;
const maxDelayMs = 2_000;

/**
 * Delay before attempt `attempt` (0 = the first after a failure), or null when the wait is over.
 * Spread by `random` in [0, 1), so that a thousand workers do not dial in step.
 */
export const nextDialDelayMs = (
  attempt: number,
  waitedMs: number,
  limitMs: number,
  random: number,
): number | null => {
  if (waitedMs >= limitMs) return null;
  const base = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return base * (0.75 + 0.5 * random);
};
