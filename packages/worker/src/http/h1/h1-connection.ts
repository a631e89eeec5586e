// One connection: its socket, the parser of what comes in, and the request that it carries now.
// Closing is final; the slot opens a new one.

import type { Socket } from "node:net";
import { openSocket } from "../connect-socket.ts";
import type { ConnectAddress } from "../connect-socket.ts";
import type { ResponseHeaders, TransportHandler } from "../transport.ts";
import { H1Error, resetError } from "./h1-error.ts";
import { pieceOfRead, readBuffer } from "./read-buffer.ts";
import type { WrittenRequest } from "./request-writer.ts";
import { ResponseParser } from "./response-parser.ts";
import type { ResponseSink } from "./response-parser.ts";

/** Owns the connection, and hears when it comes and when it is gone. */
export interface ConnectionOwner {
  /** It can carry requests; `connectMs` is how long its set-up took. */
  connected(connectMs: number): void;
  /** It never came. */
  connectFailed(error: Error): void;
  /** It is gone, by whomever it was closed. A request that it carried fails after this. */
  disconnected(): void;
}

/** We stop using a connection this long before the end that a server's Keep-Alive header announces. */
const keepAliveMarginMs = 500;

type State = "connecting" | "idle" | "busy" | "closed";

/** Connects as soon as it is made. */
export class H1Connection implements ResponseSink {
  readonly #owner: ConnectionOwner;
  readonly #socket: Socket;
  readonly #parser = new ResponseParser(this);
  #state: State = "connecting";
  #handler: TransportHandler | null = null;
  /** The time of the read being parsed. */
  #atMs = 0;
  #isLastRequest = false;
  /** The socket's last event has come. */
  #isGone = false;
  #usableUntilMs = Infinity;

  constructor(address: ConnectAddress, owner: ConnectionOwner) {
    this.#owner = owner;
    const startedAtMs = performance.now();
    const onRead = { buffer: readBuffer, callback: (length: number) => this.#read(length) };
    const onReady = (): void => this.#becomeReady(performance.now() - startedAtMs);
    this.#socket = openSocket(address, onReady, onRead);
    this.#socket.on("end", () => {
      // Node takes a reset for an end while bytes before it are unread. After a reset there is no peer.
      if (this.#socket.remoteAddress === undefined) this.#break(resetError());
      else this.#endOfInput();
    });
    this.#socket.on("error", (error) => this.#break(error));
    this.#socket.on("close", () => {
      this.#isGone = true;
      this.#endOfInput();
    });
  }

  /** It is not there yet. */
  get isConnecting(): boolean {
    return this.#state === "connecting";
  }

  /** It is open and carries no request. */
  get isIdle(): boolean {
    return this.#state === "idle";
  }

  /** A request may be run now. */
  isUsable(nowMs: number): boolean {
    return this.#state === "idle" && this.#socket.writable && nowMs < this.#usableUntilMs;
  }

  /** Sends a request and hands its response to the handler. */
  run(request: WrittenRequest, handler: TransportHandler, connectMs: number | null): void {
    this.#state = "busy";
    this.#handler = handler;
    this.#isLastRequest = request.isLast;
    this.#parser.expect();
    handler.sent(performance.now(), connectMs);
    if (this.#handler === handler) this.#socket.write(request.bytes);
  }

  /** Closes it without a word to anybody. */
  destroy(): void {
    this.#state = "closed";
    this.#handler = null;
    this.#parser.stop();
    this.#socket.destroy();
  }

  /** Closes it; resolves when nothing of it is left. */
  async close(): Promise<void> {
    this.destroy();
    if (this.#isGone) return;
    await new Promise<void>((resolve) => {
      this.#socket.once("close", () => resolve());
    });
  }

  responseBegan(): void {
    this.#handler?.firstByte();
  }

  responseHead(status: number, headers: ResponseHeaders): void {
    this.#handler?.headers(this.#atMs, status, headers);
  }

  responsePiece(start: number, end: number): void {
    this.#handler?.data(this.#atMs, pieceOfRead(start, end));
  }

  responseEnded(): void {
    const handler = this.#handler;
    this.#handler = null;
    if (this.#staysOpen()) this.#state = "idle";
    else this.#drop();
    handler?.ended(this.#atMs);
  }

  responseRefused(problem: string): void {
    this.#fail(this.#atMs, new H1Error("H1_BAD_RESPONSE", problem));
  }

  surplusBytes(): void {
    this.#drop();
  }

  #becomeReady(connectMs: number): void {
    if (this.#state !== "connecting") return;
    this.#state = "idle";
    this.#owner.connected(connectMs);
  }

  /** One read of the socket, in the shared buffer. The clock is taken before anything else. */
  #read(length: number): boolean {
    this.#atMs = performance.now();
    this.#parser.push(readBuffer, length);
    this.#handler?.readEnd();
    return true;
  }

  /** After a whole response: whether the next request may use the connection, and until when. */
  #staysOpen(): boolean {
    const { isPersistent, keepAliveMs } = this.#parser;
    const usableMs = keepAliveMs === null ? Infinity : keepAliveMs - keepAliveMarginMs;
    this.#usableUntilMs = this.#atMs + usableMs;
    // A reply that came before all of the request had left: nobody knows what the server makes of the rest.
    const isWritten = this.#socket.writableLength === 0;
    return isPersistent && !this.#isLastRequest && usableMs > 0 && isWritten;
  }

  /** The server sends nothing more: that may complete a reply, or cut it. */
  #endOfInput(): void {
    if (this.#state === "closed") return;
    const missing = this.#parser.finish();
    if (this.#state === "busy" && missing === null) {
      this.#atMs = performance.now();
      this.#parser.isPersistent = false;
      this.responseEnded();
    } else {
      this.#break(new H1Error("H1_CLOSED", missing ?? "the server closed the connection"));
    }
  }

  #break(error: Error): void {
    if (this.#state === "connecting") {
      this.destroy();
      this.#owner.connectFailed(error);
    } else if (this.#state !== "closed") {
      this.#fail(performance.now(), error);
    }
  }

  #fail(atMs: number, error: Error): void {
    const handler = this.#handler;
    this.#drop();
    handler?.failed(atMs, error);
  }

  #drop(): void {
    this.destroy();
    this.#owner.disconnected();
  }
}
