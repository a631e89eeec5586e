// Waiting: for a moment, and for something to come true.

/** Resolves after a time. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** What is waited for, in the words of the error. */
export interface WaitSettings {
  readonly what: string;
  readonly timeoutMs?: number;
  readonly periodMs?: number;
}

/** Asks again and again until the answer is yes; rejects when the time is over. */
export async function waitUntil(
  holds: () => boolean | Promise<boolean>,
  { what, timeoutMs = 30_000, periodMs = 20 }: WaitSettings,
): Promise<void> {
  const endAtMs = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > endAtMs)
      throw new Error(`waited ${timeoutMs} ms in vain until ${what}`);
    await pause(periodMs);
  }
}
