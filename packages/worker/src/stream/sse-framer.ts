// Cuts a byte stream into server-sent events: the WHATWG event-stream rules, over bytes, with the
// state carried across reads. It must not allocate per event: an event that lies whole in one read
// is given as a range of that read; only one that spans reads or has several data lines is copied.

import { ByteBuffer } from "./byte-buffer.ts";
import { fieldNameEnd, isDataField, isErrorName } from "./sse-fields.ts";

/** What receives the events; ranges are valid only during the call. */
export interface SseSink {
  /** The data payload of one event; `isError` when it came as `event: error` or in an `error` field. */
  onEvent(bytes: Buffer, start: number, end: number, isError: boolean): void;
  /** The payload of an event that the end of the stream left without its blank line. */
  onUnterminatedEvent(bytes: Buffer, start: number, end: number, isError: boolean): void;
  /** A line that is no event-stream field at all, such as HTML. */
  onRawLine(bytes: Buffer, start: number, end: number): void;
  /** One line or event grew beyond the cap; nothing more will be delivered. */
  onOverflow(): void;
}

/** The largest line or event that is kept. */
export const maxEventBytes = 16 * 1024 * 1024;

const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;
const colon = 0x3a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** One per reply; `push` each read, then `end` once. */
export class SseFramer {
  readonly #sink: SseSink;
  readonly #cap: number;
  /** The beginning of a line whose end has not come yet. */
  readonly #carry = new ByteBuffer();
  /** Data lines of the event under way that had to be copied. */
  readonly #data = new ByteBuffer();
  #hasCopiedData = false;
  /** The event's only data line so far, still in place; `#viewBytes` is null when there is none. */
  #viewBytes: Buffer | null = null;
  #viewStart = 0;
  #viewEnd = 0;
  #isError = false;
  /** A CR ended the last line at the very end of a read: an LF that comes next belongs to it. */
  #skipLf = false;
  /** How much of a leading byte order mark has been seen; 3 when the question is settled. */
  #markBytes = 0;
  #isBroken = false;
  /** Next LF and CR of the read at hand; -1 when there is none left. Each is searched for once. */
  #nextLf = -1;
  #nextCr = -1;

  constructor(sink: SseSink, cap: number = maxEventBytes) {
    this.#sink = sink;
    this.#cap = cap;
  }

  /** Takes one read; every event that it completes is delivered before this returns. */
  push(read: Uint8Array): void {
    if (this.#isBroken || read.length === 0) return;
    const bytes = Buffer.isBuffer(read)
      ? read
      : Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    let position = this.#markBytes < 3 ? this.#skipMark(bytes) : 0;
    if (this.#skipLf && position < bytes.length) {
      if (bytes[position] === lf) position += 1;
      this.#skipLf = false;
    }
    this.#nextLf = bytes.indexOf(lf, position);
    this.#nextCr = bytes.indexOf(cr, position);
    while (position < bytes.length && !this.#isBroken) {
      const lineEnd = this.#lineEnd(bytes, position);
      if (lineEnd < 0) break;
      this.#endLine(bytes, position, lineEnd);
      position = this.#afterTerminator(bytes, lineEnd);
    }
    this.#keepForNextRead(bytes, position);
  }

  /** The stream is over: an unfinished last line counts as a line, an unfinished event is handed on. */
  end(): void {
    if (this.#isBroken) return;
    if (this.#markBytes < 3) this.#carry.append(byteOrderMark, 0, this.#markBytes);
    this.#markBytes = 3;
    if (this.#carry.length > 0) this.#endLine(byteOrderMark, 0, 0);
    const { start, end, bytes } = this.#pending();
    if (bytes !== null) this.#sink.onUnterminatedEvent(bytes, start, end, this.#isError);
    this.#resetEvent();
  }

  /** Drops a byte order mark at the very start, even when reads cut it. */
  #skipMark(bytes: Buffer): number {
    let position = 0;
    while (this.#markBytes < 3 && position < bytes.length) {
      if (bytes[position] !== byteOrderMark[this.#markBytes]) {
        this.#carry.append(byteOrderMark, 0, this.#markBytes);
        this.#markBytes = 3;
        return position;
      }
      this.#markBytes += 1;
      position += 1;
    }
    return position;
  }

  #lineEnd(bytes: Buffer, position: number): number {
    if (bytes[position] === lf) return position;
    if (this.#nextLf >= 0 && this.#nextLf < position) this.#nextLf = bytes.indexOf(lf, position);
    if (this.#nextCr >= 0 && this.#nextCr < position) this.#nextCr = bytes.indexOf(cr, position);
    if (this.#nextCr >= 0 && (this.#nextLf < 0 || this.#nextCr < this.#nextLf)) return this.#nextCr;
    return this.#nextLf;
  }

  #afterTerminator(bytes: Buffer, lineEnd: number): number {
    const next = lineEnd + 1;
    if (bytes[lineEnd] === lf) return next;
    if (next === bytes.length) this.#skipLf = true;
    return bytes[next] === lf ? next + 1 : next;
  }

  /** Takes a line whose last part is `bytes[start, end)`; earlier parts, if any, were carried over. */
  #endLine(bytes: Buffer, start: number, end: number): void {
    if (this.#carry.length === 0) {
      this.#takeLine(bytes, start, end);
      return;
    }
    this.#carry.append(bytes, start, end);
    const { bytes: line, length } = this.#carry;
    // The line may now be the event's view: the memory is written again only at the end of the read.
    this.#carry.clear();
    this.#takeLine(line, 0, length);
  }

  #takeLine(bytes: Buffer, start: number, end: number): void {
    if (start === end) {
      this.#dispatch();
      return;
    }
    if (isDataField(bytes, start, end)) this.#addData(bytes, start + 5, end);
    else if (bytes[start] !== colon) this.#takeOtherField(bytes, start, end);
  }

  #takeOtherField(bytes: Buffer, start: number, end: number): void {
    const nameEnd = fieldNameEnd(bytes, start, end);
    if (nameEnd < 0) {
      this.#sink.onRawLine(bytes, start, end);
      return;
    }
    const name = bytes.toString("latin1", start, nameEnd).toLowerCase();
    const valueStart = Math.min(nameEnd + 1, end);
    if (name === "data" && nameEnd === end) this.#addData(bytes, end, end);
    else if (name === "event") this.#isError = isErrorName(bytes, valueStart, end);
    else if (name === "error") {
      this.#isError = true;
      this.#addData(bytes, valueStart, end);
    }
  }

  #addData(bytes: Buffer, valueStart: number, end: number): void {
    const start = valueStart < end && bytes[valueStart] === space ? valueStart + 1 : valueStart;
    if (this.#viewBytes === null && !this.#hasCopiedData) {
      this.#viewBytes = bytes;
      this.#viewStart = start;
      this.#viewEnd = end;
      return;
    }
    this.#copyView();
    this.#data.appendByte(lf);
    this.#data.append(bytes, start, end);
    this.#checkCap(this.#data.length);
  }

  #dispatch(): void {
    if (this.#viewBytes !== null) {
      this.#sink.onEvent(this.#viewBytes, this.#viewStart, this.#viewEnd, this.#isError);
    } else if (this.#hasCopiedData) {
      this.#sink.onEvent(this.#data.bytes, 0, this.#data.length, this.#isError);
    }
    this.#resetEvent();
  }

  #pending(): { bytes: Buffer | null; start: number; end: number } {
    if (this.#hasCopiedData) return { bytes: this.#data.bytes, start: 0, end: this.#data.length };
    return { bytes: this.#viewBytes, start: this.#viewStart, end: this.#viewEnd };
  }

  #resetEvent(): void {
    this.#viewBytes = null;
    this.#isError = false;
    if (!this.#hasCopiedData) return;
    this.#hasCopiedData = false;
    this.#data.clear();
  }

  #copyView(): void {
    if (this.#viewBytes === null) return;
    this.#data.append(this.#viewBytes, this.#viewStart, this.#viewEnd);
    this.#hasCopiedData = true;
    this.#viewBytes = null;
  }

  #keepForNextRead(bytes: Buffer, position: number): void {
    if (this.#isBroken) return;
    this.#copyView();
    if (position >= bytes.length) return;
    this.#carry.append(bytes, position, bytes.length);
    this.#checkCap(this.#carry.length);
  }

  #checkCap(length: number): void {
    if (length <= this.#cap || this.#isBroken) return;
    this.#isBroken = true;
    this.#sink.onOverflow();
  }
}
