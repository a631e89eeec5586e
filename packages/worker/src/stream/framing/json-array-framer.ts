// Cuts one JSON array that grows, as some APIs stream it, into its elements. Each is delivered as soon
// as it is closed. It must not allocate per message: one that lies whole in one read is given as a
// range of that read.

import { ByteBuffer } from "../byte-buffer.ts";
import { maxEventBytes } from "../sse-framer.ts";
import { isClosing, isOpening } from "./json-depth.ts";
import { toBuffer } from "./message-sink.ts";
import type { MessageSink } from "./message-sink.ts";

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const lf = 0x0a;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const backslash = 0x5c;

/** One per reply; `push` each read, then `end` once. */
export class JsonArrayFramer {
  readonly #sink: MessageSink;
  readonly #cap: number;
  /** The element under way, when it began in an earlier read. */
  readonly #carry = new ByteBuffer();
  #isInArray = false;
  /** An element that is no object and no array: it ends where the next thing begins. */
  #isBare = false;
  /** Brackets that are open within the element; 0 between elements. */
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isBroken = false;

  constructor(sink: MessageSink, cap: number = maxEventBytes) {
    this.#sink = sink;
    this.#cap = cap;
  }

  /** Takes one read; every element that it completes is delivered before this returns. */
  push(read: Uint8Array): void {
    if (this.#isBroken) return;
    const bytes = toBuffer(read);
    // An element that was carried over goes on at the beginning of the read.
    let start = this.#carry.length > 0 ? 0 : -1;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.#isInString) this.#takeStringByte(byte);
      else if (start < 0) start = this.#takeByteBetween(byte) ? at : -1;
      else if (this.#endsAt(byte)) {
        // What ends a bare element is no part of it.
        const end = this.#isBare ? at : at + 1;
        this.#deliver(bytes, start, end);
        start = -1;
      }
    }
    if (start < 0) return;
    this.#carry.append(bytes, start, bytes.length);
    if (this.#carry.length <= this.#cap) return;
    this.#isBroken = true;
    this.#sink.onOverflow();
  }

  /** The stream is over; an element that nothing closed is handed on as cut off. */
  end(): void {
    const { bytes, length } = this.#carry;
    if (!this.#isBroken && length > 0) this.#sink.onUnterminatedEvent(bytes, 0, length, false);
    this.#carry.clear();
  }

  #takeStringByte(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) this.#isInString = false;
  }

  /** True when an element begins with this byte. */
  #takeByteBetween(byte: number): boolean {
    if (byte <= space || byte === comma) return false;
    if (byte === openingBracket && !this.#isInArray) {
      this.#isInArray = true;
      return false;
    }
    if (byte === closingBracket) {
      this.#isInArray = false;
      return false;
    }
    this.#isBare = !isOpening(byte);
    this.#depth = this.#isBare ? 0 : 1;
    this.#isInString = byte === quote;
    return true;
  }

  /** True when the element under way ends with this byte, or before it if it is a bare one. */
  #endsAt(byte: number): boolean {
    if (this.#isBare) return this.#endsBare(byte);
    if (byte === quote) this.#isInString = true;
    else if (isOpening(byte)) this.#depth += 1;
    else if (isClosing(byte)) this.#depth -= 1;
    return this.#depth === 0;
  }

  #endsBare(byte: number): boolean {
    if (byte === closingBracket) this.#isInArray = false;
    return byte === comma || byte === lf || byte === closingBracket;
  }

  #deliver(bytes: Buffer, start: number, end: number): void {
    if (this.#carry.length === 0) {
      this.#sink.onEvent(bytes, start, end, false);
      return;
    }
    this.#carry.append(bytes, start, end);
    this.#sink.onEvent(this.#carry.bytes, 0, this.#carry.length, false);
    this.#carry.clear();
  }
}
