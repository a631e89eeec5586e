// Recognises a plain token event without parsing it, so that the JSON parser runs only for the few
// events that say more.
//
// Within one reply, token events differ in nothing but the text of one string. So the probe learns
// from an event that was parsed and found plain: its bytes up to that string (the head) and from the
// string's closing quote on (the tail). A later event is plain when it is head + body + tail, where
// the head and tail are equal byte for byte and the body is a non-empty run of string characters.
//
// Why that is right. The head ends just inside the opening quote of a JSON string. Quotes and
// backslashes inside a JSON string are always escaped, and the body is checked to hold no bare quote,
// no control character and only complete, legal escapes. So the string that opens at the end of the
// head is the body exactly, and closes with the first byte of the tail. All bytes outside the string
// are those of an event that a full parse found plain. Hence a full parse of this event would find
// the same fields with one other, non-empty text. Which string it is was not guessed either: it is
// proven on learning, by parsing the event once more with a marker in its place.
//
// What a plain event is says the API's reader (`solePiece`); that its answer does not depend on earlier
// events is the condition for having a probe at all.
//
// Key order, white space, field names, reasoning, tool calls, n > 1: all need no case of their own.
// Anything unusual (finish reason, usage, error, empty text) fails the comparison and gets parsed.

import type { ContentPiece, ReplyReader } from "./reply-reader.ts";

const marker = "gadfly probe marker";
const quote = 0x22;
const backslash = 0x5c;
/** First of the three bytes of U+FFFD. */
const replacementStart = 0xef;
/** What may follow a backslash, besides u and four digits. */
const shortEscapes = Buffer.from('"\\/bfnrt');
/** After so many lessons in a row that no event matched, events differ elsewhere too: stop learning. */
const maxUselessLessons = 4;
const nothing = Buffer.alloc(0);

/** One per reply. */
export class StreamProbe {
  readonly #solePiece: NonNullable<ReplyReader["solePiece"]>;
  #example: Buffer = nothing;
  #headLength = 0;
  #tailStart = 0;
  #uselessLessons = 0;
  /** What kind of content the events that match carry. */
  kind: ContentPiece["kind"] = "text";

  constructor(solePiece: NonNullable<ReplyReader["solePiece"]>) {
    this.#solePiece = solePiece;
  }

  /** True when `bytes[start, end)` is a plain token event; false means that it must be parsed. */
  matches(bytes: Buffer, start: number, end: number): boolean {
    const example = this.#example;
    const headLength = this.#headLength;
    const bodyStart = start + headLength;
    const bodyEnd = end - (example.length - this.#tailStart);
    if (headLength === 0 || bodyEnd <= bodyStart) return false;
    if (bytes.compare(example, 0, headLength, start, bodyStart) !== 0) return false;
    if (bytes.compare(example, this.#tailStart, example.length, bodyEnd, end) !== 0) return false;
    if (!isStringBody(bytes, bodyStart, bodyEnd)) return false;
    this.#uselessLessons = 0;
    return true;
  }

  /** Learns from an event whose parse gave `piece` and nothing else. */
  learn(bytes: Buffer, start: number, end: number, piece: ContentPiece): void {
    if (this.#uselessLessons >= maxUselessLessons) return;
    this.#uselessLessons += 1;
    const example = Buffer.from(bytes.subarray(start, end));
    const key = Buffer.from(`"${piece.key}"`);
    for (let at = example.indexOf(key); at >= 0; at = example.indexOf(key, at + 1)) {
      const bodyStart = afterOpeningQuote(example, at + key.length);
      const bodyEnd = bodyStart < 0 ? -1 : example.indexOf(quote, bodyStart);
      if (bodyEnd > bodyStart && this.#isPieceAt(example, bodyStart, bodyEnd)) {
        this.#example = example;
        this.#headLength = bodyStart;
        this.#tailStart = bodyEnd;
        this.kind = piece.kind;
        return;
      }
    }
  }

  /** Puts a marker where the string is thought to be, and parses: the marker must be the content. */
  #isPieceAt(example: Buffer, bodyStart: number, bodyEnd: number): boolean {
    if (!isStringBody(example, bodyStart, bodyEnd)) return false;
    const head = example.toString("utf8", 0, bodyStart);
    const tail = example.toString("utf8", bodyEnd);
    try {
      return this.#solePiece(JSON.parse(head + marker + tail))?.text === marker;
    } catch {
      return false;
    }
  }
}

/** The index after `: "`, or -1 when the bytes at `position` are something else. */
function afterOpeningQuote(bytes: Buffer, position: number): number {
  const afterKey = skipBlanks(bytes, position);
  if (bytes[afterKey] !== 0x3a) return -1;
  const value = skipBlanks(bytes, afterKey + 1);
  return bytes[value] === quote ? value + 1 : -1;
}

function skipBlanks(bytes: Buffer, position: number): number {
  let next = position;
  while (isBlank(bytes[next])) next += 1;
  return next;
}

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** True when the range could stand between two quotes as one JSON string. */
function isStringBody(bytes: Buffer, start: number, end: number): boolean {
  let position = start;
  while (position < end) {
    const byte = bytes[position] ?? 0;
    if (byte === quote || byte < 0x20) return false;
    if (byte === replacementStart && isReplacement(bytes, position)) return false;
    if (byte === backslash) {
      const length = escapeLength(bytes, position);
      if (length === 0 || position + length > end) return false;
      position += length;
    } else {
      position += 1;
    }
  }
  return true;
}

/** The length of the escape that starts at a backslash; 0 when JSON knows none such, or it is U+FFFD. */
function escapeLength(bytes: Buffer, position: number): number {
  const letter = bytes[position + 1] ?? 0;
  if (shortEscapes.includes(letter)) return 2;
  if (letter !== 0x75) return 0;
  for (let i = 2; i < 6; i += 1) if (!isHexDigit(bytes[position + i] ?? 0)) return 0;
  return isEscapedReplacement(bytes, position + 2) ? 0 : 6;
}

/** U+FFFD, half a character that the server gave up on: to be looked at, so never plain. */
const isReplacement = (bytes: Buffer, position: number): boolean =>
  bytes[position + 1] === 0xbf && bytes[position + 2] === 0xbd;

/** The same as an escape: fffd. */
function isEscapedReplacement(bytes: Buffer, digits: number): boolean {
  for (let i = 0; i < 3; i += 1) if (((bytes[digits + i] ?? 0) | 0x20) !== 0x66) return false;
  return ((bytes[digits + 3] ?? 0) | 0x20) === 0x64;
}

const isHexDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
