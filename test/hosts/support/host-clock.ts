// The clock of a program: how to set it as another machine's would be, and what it really shows. All
// programs run on one machine, so CLOCK_MONOTONIC is the truth that each of their clocks is told by.
import { readFile } from "node:fs/promises";

/** How a host's clock differs from ours. */
export interface ClockError {
  /** It shows this much more. */
  readonly aheadMs?: number;
  /** It gains this many microseconds in a second. */
  readonly fastPpm?: number;
}

/** What a program's clock shows, from when it started. */
export interface HostClock {
  /** The time that it shows to its peers at a moment of CLOCK_MONOTONIC. */
  at(monotonicMs: number): number;
}

// Runs in the program, before it. `shared` is the clock that peers tell each other: timeOrigin + now().
const probe = `
  import { writeFileSync } from "node:fs";
  const { GADFLY_TEST_CLOCK } = process.env;
  const { file, aheadMs, rate } = JSON.parse(GADFLY_TEST_CLOCK);
  delete process.env.GADFLY_TEST_CLOCK;
  const now = performance.now.bind(performance);
  const origin = performance.timeOrigin + aheadMs;
  Object.defineProperty(performance, "timeOrigin", { value: origin });
  Object.defineProperty(performance, "now", { value: () => now() * rate });
  const readings = Array.from({ length: 16 }, () => {
    const before = now();
    const monotonicMs = Number(process.hrtime.bigint()) / 1e6;
    return { width: now() - before, monotonicMs, nowMs: before };
  });
  const best = readings.sort((a, b) => a.width - b.width)[0];
  const zeroAtMs = best.monotonicMs - best.nowMs - best.width / 2;
  writeFileSync(file, JSON.stringify({ origin: performance.timeOrigin, rate, zeroAtMs }));
`;

/** Environment of a program whose clock is set so, and told to `file`. */
export const clockEnvironment = (
  file: string,
  { aheadMs = 0, fastPpm = 0 }: ClockError,
): Record<string, string> => ({
  GADFLY_TEST_CLOCK: JSON.stringify({ file, aheadMs, rate: 1 + fastPpm / 1e6 }),
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(probe)}`,
});

/** The clock that a program has told. */
export const readClock = async (file: string): Promise<HostClock> => {
  const told: unknown = JSON.parse(await readFile(file, "utf8"));
  const { origin, rate, zeroAtMs } = told as Record<string, number>;
  if (origin === undefined || rate === undefined || zeroAtMs === undefined)
    throw new Error(`no clock was told in ${file}`);
  return { at: (monotonicMs) => origin + (monotonicMs - zeroAtMs) * rate };
};

/** CLOCK_MONOTONIC, in milliseconds. */
export const monotonicNowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** The moment of CLOCK_MONOTONIC at which the machine's wall clock shows a time. */
export const toMonotonicMs = (isoTime: string): number =>
  Date.parse(isoTime) - Date.now() + monotonicNowMs();
