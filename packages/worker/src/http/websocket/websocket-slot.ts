// A slot that speaks WebSocket: at most one connection, made when it is needed, and at most one request
// that waits for it.

import type { IncomingMessage } from "node:http";
import type { ConnectAddress } from "../connect-socket.ts";
import type { TurnQueue, Waiting } from "../h1/turn-queue.ts";
import type { Slot, TransportHandler, TransportRequest } from "../transport.ts";
import { upgradeHeaders } from "./upgrade-headers.ts";
import { WebSocketConnection } from "./websocket-connection.ts";
import type { WebSocketOwner } from "./websocket-connection.ts";

/** What all slots of a transport share. */
export interface WebSocketContext {
  /** Scheme (ws or wss), host and port. */
  readonly origin: string;
  readonly address: ConnectAddress;
  /** Every request has a socket of its own. */
  readonly closesAlways: boolean;
  readonly turns: TurnQueue;
  onClose(slot: WebSocketSlot): void;
}

/** A request that no socket carries yet. */
interface PendingRequest {
  readonly request: TransportRequest;
  readonly handler: TransportHandler;
}

const noBody = Buffer.alloc(0);

/** Runs one request at a time. */
export class WebSocketSlot implements Slot, WebSocketOwner, Waiting {
  readonly #context: WebSocketContext;
  #connection: WebSocketConnection | null = null;
  #pending: PendingRequest | null = null;

  constructor(context: WebSocketContext) {
    this.#context = context;
  }

  send(request: TransportRequest, handler: TransportHandler): void {
    this.#pending = { request, handler };
    if (this.#connection === null) this.#connect(request);
    else this.#context.turns.add(this);
  }

  abort(): void {
    this.#pending = null;
    if (this.#connection === null || this.#connection.isUsable) return;
    this.#connection.destroy();
    this.#connection = null;
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#pending = null;
    this.#connection = null;
    this.#context.onClose(this);
    await connection?.close();
  }

  connected(connectMs: number): void {
    if (this.#connection !== null) this.#runPending(this.#connection, connectMs);
  }

  refused(connectMs: number, response: IncomingMessage): void {
    const pending = this.#pending;
    this.#pending = null;
    if (pending !== null) this.#connection?.passOn(response, pending.handler, connectMs);
  }

  connectFailed(error: Error): void {
    const pending = this.#pending;
    this.#pending = null;
    this.#connection = null;
    pending?.handler.failed(performance.now(), error);
  }

  disconnected(): void {
    this.#connection = null;
  }

  /** The sockets have been looked at once more: one that the server has closed is known to be. */
  onTurn(): void {
    const connection = this.#connection;
    if (this.#pending === null || connection?.isConnecting === true) return;
    if (connection?.isUsable === true) this.#runPending(connection, null);
    else this.#connect(this.#pending.request);
  }

  #connect(request: TransportRequest): void {
    void this.#connection?.close();
    const { origin, address, closesAlways } = this.#context;
    const headers = upgradeHeaders(request.headers);
    const target = { url: `${origin}${request.path}`, headers, address, closesAlways };
    try {
      this.#connection = new WebSocketConnection(target, this);
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      // Not from within `send`: whoever sends may not be ready for the end yet.
      queueMicrotask(() => this.connectFailed(error));
    }
  }

  #runPending(connection: WebSocketConnection, connectMs: number | null): void {
    const pending = this.#pending;
    this.#pending = null;
    if (pending === null) return;
    connection.run(pending.request.body ?? noBody, pending.handler, connectMs);
  }
}
