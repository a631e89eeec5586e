// A slot of our own HTTP/1.1 engine: at most one connection, made when it is needed, and at most one
// request that waits for it.

import type { ConnectAddress } from "../connect-socket.ts";
import type { Slot, TransportHandler, TransportRequest } from "../transport.ts";
import { H1Connection } from "./h1-connection.ts";
import type { ConnectionOwner } from "./h1-connection.ts";
import { H1Error } from "./h1-error.ts";
import type { RequestWriter, WrittenRequest } from "./request-writer.ts";
import type { TurnQueue, Waiting } from "./turn-queue.ts";

/** What all slots of a transport share. */
export interface SlotContext {
  readonly address: ConnectAddress;
  readonly write: RequestWriter;
  readonly turns: TurnQueue;
  onClose(slot: H1Slot): void;
}

/** A request that has not been handed to a socket yet. */
interface PendingRequest {
  readonly written: WrittenRequest;
  readonly handler: TransportHandler;
}

/** Runs one request at a time. */
export class H1Slot implements Slot, ConnectionOwner, Waiting {
  readonly #context: SlotContext;
  #connection: H1Connection | null = null;
  #pending: PendingRequest | null = null;
  #refused: TransportHandler | null = null;

  constructor(context: SlotContext) {
    this.#context = context;
  }

  send(request: TransportRequest, handler: TransportHandler): void {
    const written = this.#context.write(request);
    if (!written.ok) {
      this.#refuse(handler, written.error);
      return;
    }
    this.#pending = { written: written.value, handler };
    if (this.#connection === null) this.#connect();
    else this.#context.turns.add(this);
  }

  abort(): void {
    this.#pending = null;
    this.#refused = null;
    if (this.#connection === null || this.#connection.isIdle) return;
    this.#connection.destroy();
    this.#connection = null;
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.abort();
    this.#connection = null;
    this.#context.onClose(this);
    await connection?.close();
  }

  connected(connectMs: number): void {
    if (this.#connection !== null) this.#runPending(this.#connection, connectMs);
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

  onTurn(): void {
    const connection = this.#connection;
    if (this.#pending === null || connection?.isConnecting === true) return;
    if (connection?.isUsable(performance.now()) === true) this.#runPending(connection, null);
    else this.#connect();
  }

  #connect(): void {
    this.#connection?.destroy();
    this.#connection = new H1Connection(this.#context.address, this);
  }

  #runPending(connection: H1Connection, connectMs: number | null): void {
    const pending = this.#pending;
    this.#pending = null;
    if (pending !== null) connection.run(pending.written, pending.handler, connectMs);
  }

  /** Not from within `send`: whoever sends may not be ready for the end yet. */
  #refuse(handler: TransportHandler, problem: string): void {
    this.#refused = handler;
    queueMicrotask(() => {
      if (this.#refused !== handler) return;
      this.#refused = null;
      handler.failed(performance.now(), new H1Error("H1_BAD_REQUEST", problem));
    });
  }
}
