// The warning codes of one reply, each once.

const none: readonly string[] = Object.freeze([]);

/** Costs nothing as long as nothing is noted. */
export class NoteList {
  #codes: string[] | null = null;

  /** Notes a code, unless it is there already. */
  add(code: string): void {
    this.#codes ??= [];
    if (!this.#codes.includes(code)) this.#codes.push(code);
  }

  /** All codes, in the order in which they came. */
  get codes(): readonly string[] {
    return this.#codes ?? none;
  }
}
