// One timer for the earliest of many moments. Timers fire up to a millisecond early or late; whoever
// is woken looks at the clock itself.

/** Timers cannot be longer; whoever is woken too early finds nothing due and asks again. */
const longestTimerMs = 2 ** 31 - 1;

/** Calls back at the moment last asked for. */
export class Wakeup {
  readonly #run: () => void;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #atMs: number | null = null;

  constructor(run: () => void) {
    this.#run = run;
  }

  /** Wakes at `atMs` of performance.now() instead of whenever was asked before; null: not at all. */
  at(atMs: number | null): void {
    if (atMs === this.#atMs) return;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#atMs = atMs;
    if (atMs === null) return;
    const delayMs = atMs - performance.now();
    if (delayMs > 0) {
      this.#timer = setTimeout(
        () => this.#fire(atMs),
        Math.min(longestTimerMs, Math.ceil(delayMs)),
      );
      return;
    }
    // Not a microtask: requests that fail at once would then keep the event loop for themselves.
    this.#immediate = setImmediate(() => this.#fire(atMs));
  }

  /** Forgets what was asked for. */
  cancel(): void {
    this.at(null);
  }

  #fire(atMs: number): void {
    if (this.#atMs !== atMs) return;
    this.#atMs = null;
    this.#run();
  }
}
