// Finds out how a reply is framed and cuts it accordingly: as an event stream, as the stream format of
// its API, or as one body. Unless the header says event stream, the first byte that is not blank
// decides: servers label streams as JSON or not at all, and answer either kind of request with either
// kind of reply.

import type { StreamFormat } from "@gadfly/shared/providers/endpoint-table";
import { ByteBuffer } from "./byte-buffer.ts";
import { JsonArrayFramer } from "./framing/json-array-framer.ts";
import { LineFramer } from "./framing/line-framer.ts";
import { maxEventBytes, SseFramer } from "./sse-framer.ts";
import type { SseSink } from "./sse-framer.ts";

/** Receives events, or the whole body at the end. */
export interface FramingSink extends SseSink {
  /** The whole body of a reply that is no event stream. */
  onBody(text: string): void;
}

/** First letters of data, event (and error), id, retry, and the colon of a comment: none begins JSON. */
const fieldInitials = Buffer.from("deir:");

/** What cuts a stream into messages. */
interface Framer {
  push(bytes: Buffer): void;
  end(): void;
}

const lf = 0x0a;
const nul = 0x00;
const openingBracket = 0x5b;

/** What is known of a reply before its first byte. */
export interface FramingHints {
  readonly isStreamRequest: boolean;
  readonly contentType: string | null;
}

/** One per reply; `push` each read, then `end` once. */
export class ReplyFraming {
  readonly #sink: FramingSink;
  readonly #format: StreamFormat;
  readonly #isStreamRequest: boolean;
  #framer: Framer | null = null;
  #body: ByteBuffer | null = null;
  /** A stream of the API's own format is to be expected. */
  readonly #isOwnFormat: boolean;

  constructor(hints: FramingHints, format: StreamFormat, sink: FramingSink) {
    const contentType = (hints.contentType ?? "").toLowerCase();
    this.#sink = sink;
    this.#format = format;
    this.#isStreamRequest = hints.isStreamRequest;
    this.#isOwnFormat = this.#isStreamRequest || /ndjson|jsonl|stream\+json/.test(contentType);
    if (contentType.includes("event-stream")) this.#framer = new SseFramer(sink);
  }

  /** The reply turned out to be a stream of messages. */
  get isStream(): boolean {
    return this.#framer !== null;
  }

  /** Takes one read. */
  push(bytes: Buffer): void {
    const isKnown = this.#framer !== null || this.#body !== null;
    const told = isKnown ? bytes : this.#sniff(bytes);
    if (this.#framer !== null) this.#framer.push(told);
    else if (this.#body !== null) this.#keep(this.#body, told);
  }

  /** The body is over. */
  end(): void {
    if (this.#framer !== null) this.#framer.end();
    else if (this.#body !== null) this.#sink.onBody(this.#body.toText());
  }

  /** Decides by the first byte that tells; blanks and a byte order mark before it are dropped. */
  #sniff(bytes: Buffer): Buffer {
    const at = bytes.findIndex((byte) => !isBlankOrMark(byte));
    if (at < 0) return bytes;
    const first = bytes[at] ?? 0;
    this.#framer = fieldInitials.includes(first)
      ? new SseFramer(this.#sink)
      : this.#createOwn(first);
    if (this.#framer === null) this.#body = new ByteBuffer();
    return bytes.subarray(at);
  }

  /** The framer of the API's own format; null when the reply is one body. */
  #createOwn(first: number): Framer | null {
    if (!this.#isOwnFormat) return null;
    switch (this.#format) {
      case "ndjson":
      case "websocket":
        return new LineFramer(this.#sink, lf);
      case "nul":
        return new LineFramer(this.#sink, nul);
      case "json-array":
        return first === openingBracket ? new JsonArrayFramer(this.#sink) : null;
      case "sse":
      case "none":
        return null;
    }
  }

  #keep(body: ByteBuffer, bytes: Buffer): void {
    if (body.length > maxEventBytes) return;
    body.append(bytes, 0, bytes.length);
    if (body.length > maxEventBytes) this.#sink.onOverflow();
  }
}

const isBlankOrMark = (byte: number): boolean =>
  byte === 0x20 ||
  (byte >= 0x09 && byte <= 0x0d) ||
  byte === 0xef ||
  byte === 0xbb ||
  byte === 0xbf;
