// Waiting for something to come true, and for something to stay true, without a sleep of a guessed length.

const pollPeriodMs = 10;

/** How long to wait, and what for, in the words of the error. */
export interface WaitSettings {
  readonly timeoutMs?: number;
  readonly what: string;
}

const nextPoll = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pollPeriodMs));

/** Waits until `holds` says yes; rejects when the time is over. */
export async function waitUntil(
  holds: () => boolean | Promise<boolean>,
  { timeoutMs = 10_000, what }: WaitSettings,
): Promise<void> {
  const endAtMs = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > endAtMs) throw new Error(`waited ${timeoutMs} ms in vain for: ${what}`);
    await nextPoll();
  }
}

/** Watches for a while; rejects as soon as `holds` says no. */
export async function holdsFor(
  durationMs: number,
  holds: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  const endAtMs = performance.now() + durationMs;
  while (performance.now() < endAtMs) {
    if (!(await holds())) throw new Error(`did not hold for ${durationMs} ms: ${what}`);
    await nextPoll();
  }
}
