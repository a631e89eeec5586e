// Connections that users share: a request takes one that is free, or opens a new one when all are busy.
// Works over any engine, because an engine's slot is a connection; here it is lent for one request.

import type {
  ResponseHeaders,
  Slot,
  Transport,
  TransportHandler,
  TransportRequest,
} from "./transport.ts";

/** A transport whose slots share the slots of the given one. */
export function shareSlots(transport: Transport): Transport {
  const free = new FreeSlots(transport);
  return {
    openSlot: () => new SharedSlot(free),
    close: () => transport.close(),
  };
}

/** The slots that carry no request now. */
class FreeSlots {
  readonly #transport: Transport;
  readonly #slots: Slot[] = [];

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The one used last, whose connection is the least likely to have been closed for idleness. */
  take(): Slot {
    return this.#slots.pop() ?? this.#transport.openSlot();
  }

  giveBack(slot: Slot): void {
    this.#slots.push(slot);
  }

  /** It has no connection any more: it comes last. */
  giveBackBroken(slot: Slot): void {
    this.#slots.unshift(slot);
  }
}

/** Holds a slot of the engine only while its request runs. */
class SharedSlot implements Slot, TransportHandler {
  readonly #free: FreeSlots;
  #lent: Slot | null = null;
  #handler: TransportHandler | null = null;

  constructor(free: FreeSlots) {
    this.#free = free;
  }

  send(request: TransportRequest, handler: TransportHandler): void {
    this.#lent = this.#free.take();
    this.#handler = handler;
    this.#lent.send(request, this);
  }

  abort(): void {
    const lent = this.#lent;
    if (lent === null) return;
    this.#lent = null;
    this.#handler = null;
    lent.abort();
    this.#free.giveBackBroken(lent);
  }

  /** What is free stays open: it belongs to all. */
  async close(): Promise<void> {
    this.abort();
  }

  sent(atMs: number, connectMs: number | null): void {
    this.#handler?.sent(atMs, connectMs);
  }

  firstByte(): void {
    this.#handler?.firstByte();
  }

  headers(atMs: number, status: number, headers: ResponseHeaders): void {
    this.#handler?.headers(atMs, status, headers);
  }

  data(atMs: number, bytes: Buffer): void {
    this.#handler?.data(atMs, bytes);
  }

  readEnd(): boolean {
    return this.#handler?.readEnd() ?? false;
  }

  ended(atMs: number): void {
    const handler = this.#release((lent) => this.#free.giveBack(lent));
    handler?.ended(atMs);
  }

  failed(atMs: number, error: Error): void {
    const handler = this.#release((lent) => this.#free.giveBackBroken(lent));
    handler?.failed(atMs, error);
  }

  /** Before the handler hears of the end: it may send the next request at once. */
  #release(giveBack: (lent: Slot) => void): TransportHandler | null {
    const handler = this.#handler;
    const lent = this.#lent;
    this.#handler = null;
    this.#lent = null;
    if (lent !== null) giveBack(lent);
    return handler;
  }
}
