// The newest lines of the log, for whoever looks at the page.

const mostLines = 500;

/** Keeps the end of a log. */
export class LogTail {
  readonly #lines: string[] = [];
  #count = 0;
  /** Lines before the end of the last run. */
  #old = 0;

  /** Takes a line, with or without its line end. */
  add(line: string): void {
    this.#count++;
    this.#lines.push(line.trimEnd());
    if (this.#lines.length > mostLines) this.#lines.shift();
  }

  /** A run is over: what was said until now is of it. */
  endRun(): void {
    this.#old = this.#count;
  }

  /** Another begins: what was said of the one before is forgotten. */
  beginRun(): void {
    const kept = Math.min(this.#lines.length, this.#count - this.#old);
    this.#lines.splice(0, this.#lines.length - kept);
  }

  /** Lines so far, those that are no longer kept included. */
  get count(): number {
    return this.#count;
  }

  /** What is kept, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Of the lines after the first `count`, those that are kept. */
  since(count: number): readonly string[] {
    const fresh = Math.min(this.#lines.length, this.#count - count);
    return fresh <= 0 ? [] : this.#lines.slice(-fresh);
  }
}
