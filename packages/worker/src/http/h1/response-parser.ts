// Reads HTTP/1.1 responses out of socket reads that may cut them anywhere. Pure: it is given bytes and
// tells a sink what they mean. In the middle of a stream nothing is allocated for a read.

import { frameBody } from "./body-framing.ts";
import type { BodyFraming } from "./body-framing.ts";
import { ChunkLine } from "./chunk-line.ts";
import { HeaderBlock } from "./header-block.ts";
import type { ResponseHeaders } from "../transport.ts";

/** Is told what a response says, in this order; ranges are of the bytes being pushed. */
export interface ResponseSink {
  /** Its first byte came. */
  responseBegan(): void;
  /** The final status; interim 1xx replies are passed over. */
  responseHead(status: number, headers: ResponseHeaders): void;
  responsePiece(start: number, end: number): void;
  /** It is complete, and all bytes of the read have been looked at. */
  responseEnded(): void;
  /** It breaks the rules; nothing more will be read. */
  responseRefused(problem: string): void;
  /** Bytes came that no request has asked for; nothing more will be read. */
  surplusBytes(): void;
}

type State =
  /** No response is due. */
  | "idle"
  | "awaited"
  | "head"
  /** `#left` bytes of body or of a chunk. */
  | "body"
  | "untilClose"
  | "chunkLine"
  | "trailers"
  /** Nothing more is read. */
  | "stopped";

const cr = 0x0d;
const lf = 0x0a;

/** One per connection. */
export class ResponseParser {
  /** Valid once a response has ended: whether another may follow, and for how long it may wait. */
  isPersistent = true;
  keepAliveMs: number | null = null;

  readonly #sink: ResponseSink;
  readonly #block = new HeaderBlock();
  readonly #chunkLine = new ChunkLine();
  #state: State = "idle";
  #hasBegun = false;
  #isComplete = false;
  #isChunked = false;
  #left = 0;

  constructor(sink: ResponseSink) {
    this.#sink = sink;
  }

  /** A request goes out: the next bytes are its response. */
  expect(): void {
    this.#state = "awaited";
    this.#hasBegun = false;
  }

  /** Reads nothing more and says nothing more; may be called by the sink. */
  stop(): void {
    this.#state = "stopped";
    this.#isComplete = false;
  }

  /** Takes `bytes[0, end)`, one read of the socket. */
  push(bytes: Buffer, end: number): void {
    let position = 0;
    while (position < end && this.#state !== "stopped") {
      position = this.#step(bytes, position, end);
    }
    if (!this.#isComplete) return;
    this.#isComplete = false;
    this.#sink.responseEnded();
  }

  /** The server sends nothing more: null if that completes the response, else what is missing. */
  finish(): string | null {
    if (this.#state === "untilClose") return null;
    if (!this.#hasBegun) return "the server closed the connection without a reply";
    // After an interim reply, too, headers are awaited.
    const isInHead = this.#state === "awaited" || this.#state === "head";
    return `the server closed the connection within the ${isInHead ? "headers" : "body"}`;
  }

  #step(bytes: Buffer, position: number, end: number): number {
    switch (this.#state) {
      case "body":
        return this.#takeBody(position, end);
      case "chunkLine":
        return this.#takeChunkLine(bytes, position, end);
      case "untilClose":
        this.#sink.responsePiece(position, end);
        return end;
      case "head":
      case "trailers":
        return this.#takeLine(bytes, position, end);
      case "idle":
      case "awaited":
        return this.#skipLineEnds(bytes, position, end);
      case "stopped":
        return end;
    }
  }

  /** Line ends before a status line are passed over: some servers send one too many after a body. */
  #skipLineEnds(bytes: Buffer, start: number, end: number): number {
    let position = start;
    while (position < end && (bytes[position] === cr || bytes[position] === lf)) position += 1;
    if (position === end) return end;
    if (this.#state === "idle") {
      this.#refuseSurplus();
      return end;
    }
    this.#beginHead();
    return position;
  }

  #refuseSurplus(): void {
    this.#state = "stopped";
    this.isPersistent = false;
    // Behind a response it only means that no other can follow; that is told with the response's end.
    if (!this.#isComplete) this.#sink.surplusBytes();
  }

  #beginHead(): void {
    this.#state = "head";
    this.#block.begin("head");
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#sink.responseBegan();
  }

  #takeLine(bytes: Buffer, position: number, end: number): number {
    const block = this.#block;
    const next = block.read(bytes, position, end);
    if (block.problem !== null) this.#refuse(block.problem);
    else if (block.isComplete) this.#endBlock();
    return next;
  }

  #endBlock(): void {
    // Trailers must have the right form; what they say is of no use to anybody here.
    if (this.#state === "trailers") this.#complete();
    else if (this.#block.statusLine.status >= 200) this.#endHead();
    else this.#state = "awaited";
  }

  #endHead(): void {
    const { statusLine } = this.#block;
    const fields = this.#block.takeFields();
    const framing = frameBody(statusLine, fields);
    if (!framing.ok) {
      this.#refuse(framing.error);
      return;
    }
    this.#beginBody(framing.value);
    this.#sink.responseHead(statusLine.status, fields.toHeaders());
  }

  #beginBody({ end, isPersistent, keepAliveMs }: BodyFraming): void {
    this.isPersistent = isPersistent;
    this.keepAliveMs = keepAliveMs;
    this.#isChunked = end === "lastChunk";
    if (end === "close") this.#state = "untilClose";
    else if (end === "lastChunk") this.#beginChunkLine(false);
    else if (end.length === 0) this.#complete();
    else this.#expectBody(end.length);
  }

  #beginChunkLine(isAfterData: boolean): void {
    this.#state = "chunkLine";
    this.#chunkLine.begin(isAfterData);
  }

  #expectBody(length: number): void {
    this.#state = "body";
    this.#left = length;
  }

  #takeChunkLine(bytes: Buffer, position: number, end: number): number {
    const line = this.#chunkLine;
    const next = line.read(bytes, position, end);
    if (line.problem !== null) this.#refuse(line.problem);
    else if (line.isComplete) {
      if (line.size > 0) this.#expectBody(line.size);
      else this.#beginTrailers();
    }
    return next;
  }

  #beginTrailers(): void {
    this.#state = "trailers";
    this.#block.begin("trailers");
  }

  /** The state moves on before the sink is told: the sink may stop the parser. */
  #takeBody(start: number, end: number): number {
    const pieceEnd = Math.min(end, start + this.#left);
    this.#left -= pieceEnd - start;
    if (this.#left === 0) {
      if (this.#isChunked) this.#beginChunkLine(true);
      else this.#complete();
    }
    this.#sink.responsePiece(start, pieceEnd);
    return pieceEnd;
  }

  #complete(): void {
    this.#state = "idle";
    this.#isComplete = true;
  }

  #refuse(problem: string): void {
    this.stop();
    this.#sink.responseRefused(problem);
  }
}
