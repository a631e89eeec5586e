// One timer for the earliest of many moments. Timers fire up to a millisecond early or late; whoever
// is woken looks at the clock itself.

/** Calls back at the moment last asked for. */
export class Wakeup {
  readonly #run: () => void;
  #timer: NodeJS.Timeout | undefined;
  #atMs: number | null = null;

  constructor(run: () => void) {
    this.#run = run;
  }

  /** Wakes at `atMs` of performance.now() instead of whenever was asked before; null: not at all. */
  at(atMs: number | null): void {
    if (atMs === this.#atMs) return;
    clearTimeout(this.#timer);
    this.#atMs = atMs;
    if (atMs === null) return;
    const delayMs = atMs - performance.now();
    if (delayMs <= 0) queueMicrotask(() => this.#fire(atMs));
    else this.#timer = setTimeout(() => this.#fire(atMs), Math.ceil(delayMs));
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
