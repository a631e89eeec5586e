// One WebSocket: its handshake, the frames that come in, and the request that it carries now. A request
// is one text frame; its reply is a run of frames that says itself where it ends. Each frame is handed
// on as a line, so that what follows needs to know nothing of WebSockets. Closing is final.

import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { WebSocket } from "ws";
import type { RawData } from "ws";
import { openSocket } from "../connect-socket.ts";
import type { ConnectAddress } from "../connect-socket.ts";
import type { ResponseHeaders, TransportHandler } from "../transport.ts";
import { closedError, WebSocketError } from "./websocket-error.ts";

/** Owns the connection, and hears when it comes and when it is gone. */
export interface WebSocketOwner {
  /** It can carry requests; `connectMs` is how long connection and handshake took. */
  connected(connectMs: number): void;
  /** The server answered with an ordinary response in place of a WebSocket. */
  refused(connectMs: number, response: IncomingMessage): void;
  /** It never came. */
  connectFailed(error: Error): void;
  /** It is gone, by whomever it was closed. A request that it carried fails after this. */
  disconnected(): void;
}

/** Where to connect, and with what. */
export interface WebSocketTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly address: ConnectAddress;
  /** Every request has a socket of its own. */
  readonly closesAlways: boolean;
}

type State = "connecting" | "idle" | "busy" | "closed";

const maxFrameBytes = 16 * 1024 * 1024;
/** How long a server may take to answer our close frame, or to close after its own. */
const closeTimeoutMs = 1000;
const normalClose = 1000;
const lineEnd = Buffer.from("\n");
const blank = 0x20;
const replyHeaders: ResponseHeaders = { "content-type": "application/x-ndjson" };

/** Connects as soon as it is made; throws when the URL or a header is none. */
export class WebSocketConnection {
  readonly #owner: WebSocketOwner;
  readonly #socket: WebSocket;
  readonly #closesAlways: boolean;
  #state: State = "connecting";
  #handler: TransportHandler | null = null;
  #hasReply = false;
  /** The time of the socket read whose frames are coming. */
  #atMs = 0;
  /** Set when the TCP or TLS connection is there, before the handshake. */
  #reachedAtMs: number | null = null;

  constructor(target: WebSocketTarget, owner: WebSocketOwner) {
    const startedAtMs = performance.now();
    const reached = (): void => {
      this.#reachedAtMs = performance.now();
    };
    const options = {
      headers: { ...target.headers },
      perMessageDeflate: false,
      maxPayload: maxFrameBytes,
      closeTimeout: closeTimeoutMs,
      createConnection: () => openSocket(target.address, reached),
    };
    this.#owner = owner;
    this.#closesAlways = target.closesAlways;
    this.#socket = new WebSocket(target.url, options);
    this.#socket.on("upgrade", ({ socket }) => this.#timeReads(socket));
    this.#socket.on("open", () => this.#becomeReady(performance.now() - startedAtMs));
    this.#socket.on("unexpected-response", (_request, response) => {
      owner.refused((this.#reachedAtMs ?? performance.now()) - startedAtMs, response);
    });
    this.#socket.on("message", (data) => this.#takeFrame(data));
    this.#socket.on("error", (error) => this.#break(error));
    this.#socket.on("close", (code, reason) => this.#break(closedError(code, reason.toString())));
  }

  /** It is not there yet. */
  get isConnecting(): boolean {
    return this.#state === "connecting";
  }

  /** It is open and carries no request. */
  get isUsable(): boolean {
    return this.#state === "idle" && this.#socket.readyState === WebSocket.OPEN;
  }

  /** Sends a request as one text frame. */
  run(body: Buffer, handler: TransportHandler, connectMs: number | null): void {
    this.#state = "busy";
    this.#handler = handler;
    this.#hasReply = false;
    handler.sent(performance.now(), connectMs);
    if (this.#handler === handler) this.#socket.send(body, { binary: false });
  }

  /** Hands on the response that came in place of a WebSocket. */
  passOn(response: IncomingMessage, handler: TransportHandler, connectMs: number): void {
    this.#state = "busy";
    this.#handler = handler;
    handler.sent(this.#reachedAtMs ?? performance.now(), connectMs);
    handler.firstByte();
    handler.headers(performance.now(), response.statusCode ?? 0, response.headers);
    response.on("data", (bytes: Buffer) => {
      this.#handler?.data(performance.now(), bytes);
      this.#handler?.readEnd();
    });
    response.on("end", () => this.#end(performance.now()));
    response.on("close", () => {
      this.#break(new WebSocketError("the server closed the connection within its response"));
    });
  }

  /** Closes it at once, without a word to anybody. */
  destroy(): void {
    this.#state = "closed";
    this.#handler = null;
    this.#socket.terminate();
  }

  /** Closes it, politely when it carries nothing; resolves when nothing of it is left. */
  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const gone = new Promise<void>((resolve) => {
      this.#socket.once("close", () => resolve());
    });
    if (this.isUsable) this.#socket.close(normalClose);
    else this.destroy();
    this.#state = "closed";
    await gone;
  }

  /** The listeners of `ws` stand between ours: before it parses, and after it gave all frames. */
  #timeReads(socket: Socket): void {
    socket.on("data", () => {
      this.#atMs = performance.now();
    });
    this.#socket.once("open", () => socket.on("data", () => this.#endRead()));
  }

  #becomeReady(connectMs: number): void {
    if (this.#state !== "connecting") return;
    this.#state = "idle";
    this.#owner.connected(connectMs);
  }

  #takeFrame(data: RawData): void {
    const handler = this.#handler;
    if (handler === null) {
      // Nobody asked for it, and it must not pass for a part of the next reply.
      if (this.#state === "idle") this.#drop();
      return;
    }
    if (!this.#hasReply) {
      this.#hasReply = true;
      handler.firstByte();
      handler.headers(this.#atMs, 200, replyHeaders);
    }
    const line = toLine(data);
    if (line.length > 0) handler.data(this.#atMs, line);
    handler.data(this.#atMs, lineEnd);
  }

  #endRead(): void {
    if (this.#handler?.readEnd() === true && this.#hasReply) this.#end(this.#atMs);
  }

  /** The reply is over; the socket stays for the next request where it can. */
  #end(atMs: number): void {
    const handler = this.#handler;
    this.#handler = null;
    this.#state = "idle";
    if (!this.isUsable) {
      this.#drop();
    } else if (this.#closesAlways) {
      void this.close();
      this.#owner.disconnected();
    }
    handler?.ended(atMs);
  }

  #break(error: Error): void {
    if (this.#state === "connecting") {
      this.destroy();
      this.#owner.connectFailed(error);
    } else if (this.#state !== "closed") {
      const handler = this.#handler;
      this.#drop();
      handler?.failed(performance.now(), error);
    }
  }

  #drop(): void {
    this.destroy();
    this.#owner.disconnected();
  }
}

/** The text of a frame; raw line ends, which JSON allows between its tokens only, become blanks. */
function toLine(data: RawData): Buffer {
  const whole = Array.isArray(data) ? Buffer.concat(data) : data;
  const bytes = Buffer.isBuffer(whole) ? whole : Buffer.from(whole);
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0x0a || bytes[at] === 0x0d) bytes[at] = blank;
  }
  return bytes;
}
