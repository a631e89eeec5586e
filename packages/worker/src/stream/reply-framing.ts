// Finds out how a reply is framed and cuts it accordingly: as an event stream, or as one body.
// Unless the header says event stream, the first byte that is not blank decides: servers label
// streams as JSON or not at all, and answer either kind of request with either kind of reply.

import { ByteBuffer } from "./byte-buffer.ts";
import { maxEventBytes, SseFramer } from "./sse-framer.ts";
import type { SseSink } from "./sse-framer.ts";

/** Receives events, or the whole body at the end. */
export interface FramingSink extends SseSink {
  /** The whole body of a reply that is no event stream. */
  onBody(text: string): void;
}

/** First letters of data, event (and error), id, retry, and the colon of a comment: none begins JSON. */
const fieldInitials = Buffer.from("deir:");

/** How the reply is framed; unknown until the first byte that is not blank. */
export type Framing = "unknown" | "events" | "body";

/** One per reply; `push` each read, then `end` once. */
export class ReplyFraming {
  readonly #sink: FramingSink;
  readonly #framer: SseFramer;
  #body: ByteBuffer | null = null;
  #framing: Framing;

  constructor(contentType: string | null, sink: FramingSink) {
    this.#sink = sink;
    this.#framer = new SseFramer(sink);
    const isEventStream = (contentType ?? "").toLowerCase().includes("event-stream");
    this.#framing = isEventStream ? "events" : "unknown";
  }

  /** How the reply is framed, as far as is known. */
  get framing(): Framing {
    return this.#framing;
  }

  /** Takes one read. */
  push(bytes: Buffer): void {
    const told = this.#framing === "unknown" ? this.#sniff(bytes) : bytes;
    if (this.#framing === "events") this.#framer.push(told);
    else if (this.#framing === "body") this.#keep(told);
  }

  /** The body is over. */
  end(): void {
    if (this.#framing === "events") this.#framer.end();
    else if (this.#body !== null) this.#sink.onBody(this.#body.toText());
  }

  /** Decides by the first byte that tells; blanks and a byte order mark before it are dropped. */
  #sniff(bytes: Buffer): Buffer {
    const at = bytes.findIndex((byte) => !isBlankOrMark(byte));
    if (at < 0) return bytes;
    this.#framing = fieldInitials.includes(bytes[at] ?? 0) ? "events" : "body";
    return bytes.subarray(at);
  }

  #keep(bytes: Buffer): void {
    this.#body ??= new ByteBuffer();
    if (this.#body.length > maxEventBytes) return;
    this.#body.append(bytes, 0, bytes.length);
    if (this.#body.length > maxEventBytes) this.#sink.onOverflow();
  }
}

const isBlankOrMark = (byte: number): boolean =>
  byte === 0x20 ||
  (byte >= 0x09 && byte <= 0x0d) ||
  byte === 0xef ||
  byte === 0xbb ||
  byte === 0xbf;
