// Time of a run: seconds and milliseconds since its agreed start, on the master's monotonic clock.

/** Converts moments of the master's clock. Before the start is known, time stands at zero. */
export class RunClock {
  #startedAtMs: number | null = null;

  /** Sets time zero. */
  start(atMs: number): void {
    this.#startedAtMs = atMs;
  }

  /** Time zero on the master's clock, or null. */
  get startedAtMs(): number | null {
    return this.#startedAtMs;
  }

  /** Milliseconds since the start; negative until the agreed instant has come. */
  elapsedMs(nowMs: number): number {
    return this.#startedAtMs === null ? 0 : nowMs - this.#startedAtMs;
  }

  /** Seconds since the start, to the millisecond. */
  elapsedS(nowMs: number): number {
    return Math.round(this.elapsedMs(nowMs)) / 1000;
  }
}
