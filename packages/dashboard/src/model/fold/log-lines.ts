// The newest lines of the master's log. After a new beginning the master sends all that it has, and the
// next messages may hold some of it again.

const mostLines = 2_000;

/** Lines of a log, in bounded memory. */
export class LogLines {
  #lines: readonly string[] = [];
  #isSettling = false;

  /** The lines, oldest first; the same list until something is added. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Everything is sent again. */
  begin(): void {
    this.#lines = [];
    this.#isSettling = true;
  }

  /** Takes new lines. */
  add(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const fresh = this.#isSettling ? this.#unknown(lines) : lines;
    if (fresh.length > 0) this.#lines = [...this.#lines, ...fresh].slice(-mostLines);
  }

  #unknown(lines: readonly string[]): readonly string[] {
    const known = new Set(this.#lines);
    const fresh = lines.filter((line) => !known.has(line));
    // The first message after a beginning is the whole log; the first that repeats nothing is live.
    if (known.size > 0 && fresh.length === lines.length) this.#isSettling = false;
    return fresh;
  }
}
