// How long whatever comes to this process's event loop has to wait: a timer that says how late it is. A
// loop that was held for 100 ms held all that would have come in these 100 ms, so each of them counts.

/** What the loop was like for a while. */
export interface LoopDelays {
  readonly p99Ms: number;
  readonly maxMs: number;
}

const periodMs = 2;

/** Watches from its making on. */
export class DelayWatch {
  #latenessMs: number[] = [];
  #dueAtMs = performance.now() + periodMs;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    this.#arm();
  }

  /** The delays since the last time. */
  take(): LoopDelays {
    const sorted = Float64Array.from(this.#latenessMs).sort();
    this.#latenessMs = [];
    const at = Math.max(0, Math.ceil(sorted.length * 0.99) - 1);
    return { p99Ms: sorted[at] ?? 0, maxMs: sorted.at(-1) ?? 0 };
  }

  /** Watches no more. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    this.#timer = setTimeout(() => this.#look(), Math.max(0, this.#dueAtMs - performance.now()));
  }

  #look(): void {
    const nowMs = performance.now();
    for (let late = nowMs - this.#dueAtMs; late >= 0; late -= periodMs) this.#latenessMs.push(late);
    this.#dueAtMs = nowMs + periodMs;
    this.#arm();
  }
}
