// Which numbers of a worker's snapshots have come. They come nearly in order, so what is kept is a
// mark below which none is missing and the few above it: memory does not grow with the run.

/** The numbers that have come, from 0. */
export class SeenSequences {
  /** Everything below has come. */
  #complete = 0;
  readonly #above = new Set<number>();
  #highest = -1;

  /** True when it has come before. */
  has(sequence: number): boolean {
    return sequence < this.#complete || this.#above.has(sequence);
  }

  /** Notes that it has come. */
  add(sequence: number): void {
    this.#highest = Math.max(this.#highest, sequence);
    if (sequence > this.#complete) {
      this.#above.add(sequence);
      return;
    }
    if (sequence === this.#complete) this.#complete++;
    while (this.#above.delete(this.#complete)) this.#complete++;
  }

  /** How many have not come although a later one did. */
  get missing(): number {
    return this.#highest + 1 - this.#complete - this.#above.size;
  }

  /** Numbers that are kept one by one. */
  get kept(): number {
    return this.#above.size;
  }
}
