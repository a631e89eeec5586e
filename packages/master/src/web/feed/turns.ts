// One piece of work in a turn of the event loop, whoever it is for: many pages that catch up at the same
// time share the turns, and the workers' messages come between them.

/** Takes turns. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #immediate: NodeJS.Immediate | undefined;

  /** Does this once it is its turn. */
  add(work: () => void): void {
    this.#waiting.push(work);
    this.#immediate ??= setImmediate(() => this.#take());
  }

  /** Forgets what waits. */
  stop(): void {
    clearImmediate(this.#immediate);
    this.#waiting.length = 0;
  }

  #take(): void {
    this.#immediate = undefined;
    const work = this.#waiting.shift();
    if (this.#waiting.length > 0) this.#immediate = setImmediate(() => this.#take());
    work?.();
  }
}
