// Cuts a byte stream into JSON documents with a terminator behind each: a line feed (NDJSON) or a NUL
// byte. A document printed over several lines is still one document. It must not allocate per message:
// one that lies whole in one read is given as a range of that read.

import { ByteBuffer } from "../byte-buffer.ts";
import { maxEventBytes } from "../sse-framer.ts";
import { depthAfter, isClosing, isOpening } from "./json-depth.ts";
import { toBuffer } from "./message-sink.ts";
import type { MessageSink } from "./message-sink.ts";

/** The byte behind each document. */
export type Terminator = 0x0a | 0x00;

const nul = 0x00;
const lf = 0x0a;
const space = 0x20;

/** One per reply; `push` each read, then `end` once. */
export class LineFramer {
  readonly #sink: MessageSink;
  readonly #terminator: Terminator;
  readonly #cap: number;
  /** The document under way, when it spans reads or lines. */
  readonly #carry = new ByteBuffer();
  /** How far the carried lines are checked, and how many brackets were open there. */
  #checkedTo = 0;
  #depth = 0;
  #isBroken = false;

  constructor(sink: MessageSink, terminator: Terminator, cap: number = maxEventBytes) {
    this.#sink = sink;
    this.#terminator = terminator;
    this.#cap = cap;
  }

  /** Takes one read; every document that it completes is delivered before this returns. */
  push(read: Uint8Array): void {
    const bytes = toBuffer(read);
    let position = 0;
    while (!this.#isBroken && position < bytes.length) {
      const at = bytes.indexOf(this.#terminator, position);
      if (at < 0) break;
      this.#endLine(bytes, position, at);
      position = at + 1;
    }
    if (this.#isBroken || position >= bytes.length) return;
    this.#carry.append(bytes, position, bytes.length);
    this.#checkCap();
  }

  /** The stream is over: a document that is complete needs no terminator. */
  end(): void {
    if (this.#isBroken || this.#carry.length === 0) return;
    const { bytes, length } = this.#carry;
    const start = contentStart(bytes, 0, length);
    const end = contentEnd(bytes, start, length);
    const isComplete = isOpening(bytes[start] ?? nul) && depthAfter(bytes, start, end, 0) === 0;
    if (isComplete) this.#sink.onEvent(bytes, start, end, false);
    else if (start < end) this.#sink.onUnterminatedEvent(bytes, start, end, false);
    this.#forget();
  }

  /** Takes a line whose last part is `bytes[start, end)`; what came before it was carried over. */
  #endLine(bytes: Buffer, start: number, end: number): void {
    if (this.#carry.length === 0) {
      this.#takeFirstLine(bytes, start, end);
      return;
    }
    this.#carry.append(bytes, start, end);
    if (this.#depth > 0) this.#takeNextLine();
    else this.#takeFirstLine(this.#carry.bytes, 0, this.#carry.length);
  }

  #takeFirstLine(bytes: Buffer, lineStart: number, lineEnd: number): void {
    const start = contentStart(bytes, lineStart, lineEnd);
    const end = contentEnd(bytes, start, lineEnd);
    const isClosed = this.#terminator === nul || isClosedLine(bytes, start, end);
    if (!isClosed) {
      this.#depth = depthAfter(bytes, start, end, 0);
      if (this.#depth > 0) {
        if (bytes !== this.#carry.bytes) this.#carry.append(bytes, start, end);
        this.#awaitNextLine();
        return;
      }
    }
    if (start < end) this.#sink.onEvent(bytes, start, end, false);
    this.#forget();
  }

  #takeNextLine(): void {
    const { bytes, length } = this.#carry;
    this.#depth = depthAfter(bytes, this.#checkedTo, length, this.#depth);
    if (this.#depth > 0) {
      this.#awaitNextLine();
      return;
    }
    this.#sink.onEvent(bytes, contentStart(bytes, 0, length), contentEnd(bytes, 0, length), false);
    this.#forget();
  }

  #awaitNextLine(): void {
    this.#carry.appendByte(lf);
    this.#checkedTo = this.#carry.length;
    this.#checkCap();
  }

  #forget(): void {
    this.#carry.clear();
    this.#checkedTo = 0;
    this.#depth = 0;
  }

  #checkCap(): void {
    if (this.#carry.length <= this.#cap || this.#isBroken) return;
    this.#isBroken = true;
    this.#sink.onOverflow();
  }
}

/** The usual line: it is no JSON object or array, or one that ends where the line ends. */
const isClosedLine = (bytes: Buffer, start: number, end: number): boolean =>
  start === end || !isOpening(bytes[start] ?? nul) || isClosing(bytes[end - 1] ?? nul);

/** Skips blanks, control characters and byte order marks. */
function contentStart(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end) {
    if ((bytes[at] ?? 0) <= space) at += 1;
    else if (isMarkAt(bytes, at) && at + 3 <= end) at += 3;
    else break;
  }
  return at;
}

const isMarkAt = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;

function contentEnd(bytes: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] ?? 0) <= space) at -= 1;
  return at;
}
