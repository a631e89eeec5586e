// How much a count grew that a server repeats in every message: the tokens that one message brought.

/** One per reply; keeps the last count of each answer. */
export class CountGrowth {
  readonly #last = new Map<number, number>();

  /** Takes the count so far of an answer, null when it is not told; returns what it grew by. */
  take(index: number, count: number | null): number {
    if (count === null) return 0;
    const last = this.#last.get(index) ?? 0;
    this.#last.set(index, Math.max(last, count));
    return Math.max(0, count - last);
  }
}
