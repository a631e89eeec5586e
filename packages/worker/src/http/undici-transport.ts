// The transport over undici: one Client per slot, so that nothing queues inside undici and a slot is
// exactly one connection. Every undici timeout is off; redirects are not followed; HTTP/1.1 only.

import type { ConnectionPlan } from "@gadfly/shared/plan/plan";
import type { Socket } from "node:net";
import { Client } from "undici";
import type { buildConnector, Dispatcher } from "undici";
import { openSocket } from "./connect-socket.ts";
import { shareSlots } from "./shared-slots.ts";
import { createTlsTrust } from "./tls-trust.ts";
import type { TlsTrust } from "./tls-trust.ts";
import type {
  ResponseHeaders,
  Slot,
  Transport,
  TransportHandler,
  TransportRequest,
} from "./transport.ts";

/** A day: users may think for long, and it is the server's right to close, not ours. */
const keepAliveMs = 24 * 3600 * 1000;
/** We close this long before the end that a server's Keep-Alive header announces. */
const keepAliveThresholdMs = 500;
const maxHeaderBytes = 64 * 1024;

/** A transport to one origin (scheme, host and port). */
export function createUndiciTransport(origin: string, connections: ConnectionPlan): Transport {
  const slots = new Set<UndiciSlot>();
  const context: SlotContext = {
    origin,
    trust: origin.startsWith("https:") ? createTlsTrust(connections) : undefined,
    closesAlways: connections.reuse === "per-request",
    onClose: (slot) => slots.delete(slot),
  };
  const transport: Transport = {
    openSlot() {
      const slot = new UndiciSlot(context);
      slots.add(slot);
      return slot;
    },
    async close() {
      await Promise.all([...slots].map((slot) => slot.close()));
    },
  };
  return connections.reuse === "pooled" ? shareSlots(transport) : transport;
}

/** What all slots of a transport share. */
interface SlotContext {
  readonly origin: string;
  readonly trust: TlsTrust | undefined;
  /** Each request asks for its connection to be closed. */
  readonly closesAlways: boolean;
  onClose(slot: UndiciSlot): void;
}

class UndiciSlot implements Slot {
  readonly #context: SlotContext;
  #client: Client | null = null;
  #connecting: Socket | null = null;
  /** Set-up time of a connection that no request has used yet. */
  #connectMs: number | null = null;
  #running: RunningDispatch | null = null;
  /** The time of the socket read whose pieces are being delivered; null outside of one. */
  #readAtMs: number | null = null;

  constructor(context: SlotContext) {
    this.#context = context;
  }

  send(request: TransportRequest, handler: TransportHandler): void {
    this.#client ??= this.#createClient();
    const running = new RunningDispatch(handler, this);
    this.#running = running;
    const { method, path, body } = request;
    const close = this.#context.closesAlways ? { reset: true } : {};
    this.#client.dispatch({ method, path, body, headers: [...request.headers], ...close }, running);
    running.leaveSend();
  }

  abort(): void {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    running.abort();
    // The whole client goes: undici cannot take back a request that waits for its connection, and
    // after one that was sent it would open a connection that nobody has asked for.
    void this.#dropClient();
  }

  async close(): Promise<void> {
    this.abort();
    this.#context.onClose(this);
    await this.#dropClient();
  }

  /** The time of the current read, or now. */
  stamp(): number {
    return this.#readAtMs ?? performance.now();
  }

  /** The set-up time of a new connection, for the first request on it only. */
  takeConnectMs(): number | null {
    const connectMs = this.#connectMs;
    this.#connectMs = null;
    return connectMs;
  }

  async #dropClient(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    this.#connecting?.destroy();
    this.#connecting = null;
    this.#connectMs = null;
    await client?.destroy();
  }

  #createClient(): Client {
    return new Client(this.#context.origin, {
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
      keepAliveTimeoutThreshold: keepAliveThresholdMs,
      maxHeaderSize: maxHeaderBytes,
      connect: (options, callback) => this.#connect(options, callback),
    });
  }

  #connect(options: buildConnector.Options, callback: buildConnector.Callback): void {
    const startedAtMs = performance.now();
    const isSecure = options.protocol === "https:";
    const port = Number(options.port) || (isSecure ? 443 : 80);
    const { hostname, servername: serverName } = options;
    const address = { isSecure, port, hostname, serverName, trust: this.#context.trust };
    const onError = (error: Error): void => {
      this.#connecting = null;
      callback(error, null);
    };
    const socket = openSocket(address, (ready) => {
      ready.off("error", onError);
      this.#connecting = null;
      this.#connectMs = performance.now() - startedAtMs;
      // undici adds its own listener for "readable" within the callback. Ours before it takes the
      // time before any parsing; ours after it knows that all pieces of the read were delivered.
      ready.on("readable", () => this.#beginRead());
      callback(null, ready);
      ready.on("readable", () => this.#endRead());
    });
    this.#connecting = socket.once("error", onError);
  }

  #beginRead(): void {
    this.#readAtMs = performance.now();
  }

  #endRead(): void {
    this.#readAtMs = null;
    this.#running?.readEnd();
  }

  /** The running request is over; the slot is free. */
  release(running: RunningDispatch): void {
    if (this.#running === running) this.#running = null;
  }
}

/** Hands undici's events for one request to its handler, until it is over or given up. */
class RunningDispatch implements Dispatcher.DispatchHandler {
  readonly #slot: UndiciSlot;
  #handler: TransportHandler | null;
  #controller: Dispatcher.DispatchController | null = null;
  #isSending = true;
  #hasBegun = false;

  constructor(handler: TransportHandler, slot: UndiciSlot) {
    this.#handler = handler;
    this.#slot = slot;
  }

  abort(): void {
    this.#handler = null;
    this.#controller?.abort(new Error("given up by the client"));
  }

  leaveSend(): void {
    this.#isSending = false;
  }

  readEnd(): void {
    // A request that is still waiting to be sent has no part in what the connection reads.
    if (this.#controller !== null) this.#handler?.readEnd();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#handler?.sent(performance.now(), this.#slot.takeConnectMs());
  }

  /** undici calls it for interim replies, too. */
  onResponseStarted(): void {
    if (!this.#hasBegun) this.#handler?.firstByte();
    this.#hasBegun = true;
  }

  onResponseStart(_controller: unknown, status: number, headers: ResponseHeaders): void {
    if (status >= 200) this.#handler?.headers(this.#slot.stamp(), status, headers);
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#handler?.data(this.#slot.stamp(), chunk);
  }

  onResponseEnd(): void {
    this.#finish((handler) => handler.ended(this.#slot.stamp()));
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (isBug(error)) {
      // undici catches what handlers throw; a mistake of ours must not pass for a failed request.
      queueMicrotask(() => {
        throw error;
      });
    }
    this.#finish((handler) => handler.failed(this.#slot.stamp(), error));
  }

  #finish(report: (handler: TransportHandler) => void): void {
    const handler = this.#handler;
    this.#handler = null;
    this.#slot.release(this);
    if (handler === null) return;
    if (this.#isSending) queueMicrotask(() => report(handler));
    else report(handler);
  }
}

function isBug(error: Error): boolean {
  return (
    !("code" in error) &&
    (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError)
  );
}
