// A status line with its header lines, or trailers, which are header lines alone: up to the blank line
// that ends either.

import { quoteBytes } from "./h1-error.ts";
import { HeaderFields } from "./header-fields.ts";
import { LineReader } from "./line-reader.ts";
import { mayBeStatusLine, parseStatusLine } from "./status-line.ts";
import type { StatusLine } from "./status-line.ts";

const noStatus: StatusLine = { minorVersion: 1, status: 0 };
const noFields = new HeaderFields();

/** Reads one block after another. */
export class HeaderBlock {
  statusLine = noStatus;
  isComplete = false;
  /** Why nothing more can be read. */
  problem: string | null = null;
  readonly #lines = new LineReader();
  #fields = noFields;
  #needsStatusLine = false;

  /** A block begins: the head of a response, or trailers. */
  begin(part: "head" | "trailers"): void {
    this.#needsStatusLine = part === "head";
    this.#fields = new HeaderFields();
    this.isComplete = false;
    this.#lines.beginBlock();
  }

  /** The fields of a complete block; a stream that follows should not have to keep them. */
  takeFields(): HeaderFields {
    const fields = this.#fields;
    this.#fields = noFields;
    return fields;
  }

  /** Takes at most one line; returns the position behind what it took. */
  read(bytes: Buffer, start: number, end: number): number {
    const lines = this.#lines;
    const next = lines.read(bytes, start, end);
    this.problem = lines.problem ?? this.#look(lines.line);
    return next;
  }

  /** Returns what is wrong with the line, or with its beginning when it is not complete. */
  #look(line: string | null): string | null {
    if (this.#needsStatusLine) return this.#lookForStatus(line);
    if (line === null) return null;
    if (line !== "") return this.#fields.add(line);
    this.isComplete = true;
    return null;
  }

  #lookForStatus(line: string | null): string | null {
    const text = line ?? this.#lines.partial;
    if (!mayBeStatusLine(text)) return `${quoteBytes(text)} is no HTTP/1.1 reply`;
    if (line === null) return null;
    const statusLine = parseStatusLine(line);
    if (statusLine === null) return `${quoteBytes(line)} is no HTTP/1.1 status line`;
    if (statusLine.status === 101) return "the server switches protocols unasked";
    this.statusLine = statusLine;
    this.#needsStatusLine = false;
    return null;
  }
}
