// Takes lines out of reads that may cut them anywhere: the status line, header and trailer lines.

import { quoteBytes } from "./h1-error.ts";

/** The most bytes that the lines of one block may have together. */
export const maxBlockBytes = 64 * 1024;

const lf = 0x0a;

/** Reads the lines of one block after another. */
export class LineReader {
  /** The line that the last `read` completed, without its end; null when it needs more bytes. */
  line: string | null = null;
  /** The beginning of a line whose end has not come yet. */
  partial = "";
  /** Why nothing more can be read. */
  problem: string | null = null;
  #blockBytes = 0;

  /** A new block begins: its size counts from zero. */
  beginBlock(): void {
    this.#blockBytes = 0;
  }

  /** Reads up to the next line end; returns the position behind what it took. */
  read(bytes: Buffer, start: number, end: number): number {
    let position = start;
    while (position < end && bytes[position] !== lf) position += 1;
    const text = this.partial + bytes.toString("latin1", start, position);
    const isComplete = position < end;
    const next = isComplete ? position + 1 : end;
    this.#blockBytes += next - start;
    this.line = null;
    this.partial = isComplete ? "" : text;
    if (this.#blockBytes > maxBlockBytes) this.problem = "the headers are larger than 64 KB";
    else if (isComplete) this.#endLine(text);
    return next;
  }

  /** A line ends with CR LF; one without its CR may hide another line from whoever reads otherwise. */
  #endLine(text: string): void {
    if (text.endsWith("\r")) this.line = text.slice(0, -1);
    else this.problem = `the line ${quoteBytes(text)} ends with LF alone`;
  }
}
