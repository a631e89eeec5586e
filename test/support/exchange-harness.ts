// Runs single requests through the worker's exchange against a scripted server on this machine,
// and gives back the record with the observer calls in their order.

import { once } from "node:events";
import { createServer } from "node:net";
import type { Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { CancelAfter } from "@gadfly/shared/load/cancel-plan";
import type { ConnectionPlan } from "@gadfly/shared/plan/plan";
import { openAiChat } from "@gadfly/worker/endpoints/openai-chat";
import type { CreateTransport } from "@gadfly/worker/http/create-transport";
import { startExchange } from "@gadfly/worker/http/exchange";
import type { ExchangeContext, RunningExchange } from "@gadfly/worker/http/exchange";
import { createH1Transport } from "@gadfly/worker/http/h1/h1-transport";
import type { RequestRecord } from "@gadfly/worker/http/request-record";
import type { RequestTimers } from "@gadfly/worker/http/timeouts";
import { startWheel, TimerWheel } from "@gadfly/worker/http/timer-wheel";
import type { Slot, Transport } from "@gadfly/worker/http/transport";
import type { ServerCertificate } from "./self-signed-certificate.ts";

/** Answers one complete request; requests are numbered from 1. */
export type Respond = (socket: Socket, requestNumber: number, head: string) => void;

/** Where a server listens, if not on a free port of 127.0.0.1. */
export interface ListenOptions {
  readonly host?: string;
  readonly certificate?: ServerCertificate;
}

/** Each user keeps a connection of its own, and trusts whom this machine trusts. */
export const plainConnections: ConnectionPlan = { reuse: "per-user", caPem: null, insecure: false };

/** How one request ended. */
export interface ExchangeRun {
  readonly record: RequestRecord;
  readonly log: readonly string[];
}

/** What a test may want to be different. */
export interface ExchangeExtra {
  readonly timers?: Partial<RequestTimers>;
  readonly isStreamRequest?: boolean;
  readonly keepText?: boolean;
  readonly cancelAfter?: CancelAfter;
  readonly onStart?: (exchange: RunningExchange) => void;
  readonly onTokens?: () => void;
}

const patient: RequestTimers = {
  connectMs: 5000,
  headersMs: null,
  firstTokenMs: null,
  idleMs: null,
  progressMs: null,
  requestMs: 8000,
};

/** Servers, transports and a timer wheel, all closed by `close`. */
export class ExchangeHarness {
  /** Connections that servers accepted. */
  connections = 0;
  readonly #createTransport: CreateTransport;
  readonly #connections: ConnectionPlan;
  readonly #wheel = new TimerWheel(performance.now());
  readonly #closers: (() => unknown)[] = [startWheel(this.#wheel)];

  /** Transports are those of our own engine, and plain, unless a test brings others. */
  constructor(
    createTransport: CreateTransport = createH1Transport,
    connections: Partial<ConnectionPlan> = {},
  ) {
    this.#createTransport = createTransport;
    this.#connections = { ...plainConnections, ...connections };
  }

  /** Starts a server that hands every complete request to `respond`. */
  async serve(respond: Respond): Promise<Transport> {
    return this.transportTo(await this.listenFor(respond));
  }

  /** Listens like `listen`, and hands every complete request to `respond`. */
  listenFor(respond: Respond, options: ListenOptions = {}): Promise<number> {
    let requests = 0;
    return this.listen((socket) => {
      this.connections += 1;
      let seen = "";
      socket.on("data", (bytes) => {
        seen += bytes.toString("latin1");
        const headEnd = seen.indexOf("\r\n\r\n");
        const length = Number(/content-length: (\d+)/i.exec(seen)?.[1] ?? 0);
        if (headEnd < 0 || seen.length < headEnd + 4 + length) return;
        const head = seen.slice(0, headEnd);
        seen = "";
        requests += 1;
        respond(socket, requests, head);
      });
    }, options);
  }

  /** Listens on a free port of this machine. */
  async listen(
    onConnection: (socket: Socket) => void,
    { host = "127.0.0.1", certificate }: ListenOptions = {},
  ): Promise<number> {
    const open = new Set<Socket>();
    const accept = (socket: Socket): void => {
      open.add(socket);
      socket.on("error", () => socket.destroy());
      onConnection(socket);
    };
    const server =
      certificate === undefined ? createServer(accept) : createTlsServer(certificate, accept);
    server.listen(0, host);
    await once(server, "listening");
    this.#closers.push(() => {
      for (const socket of open) socket.destroy();
      server.close();
    });
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** A transport to a port of this machine. */
  transportTo(
    port: number,
    scheme: "http" | "https" = "http",
    host: string = "127.0.0.1",
  ): Transport {
    const transport = this.#createTransport(`${scheme}://${host}:${port}`, this.#connections);
    this.#closers.push(() => transport.close());
    return transport;
  }

  /** Runs one request to its end. */
  run(slot: Slot, extra: ExchangeExtra = {}): Promise<ExchangeRun> {
    return new Promise((resolve) => {
      const exchange = startExchange(this.#context(extra, resolve), slot, {
        requestId: "r-0-0",
        user: 0,
        iteration: 0,
        endpoint: "openai-chat",
        host: "127.0.0.1",
        scheduledAtMs: performance.now(),
        path: "/v1/chat/completions",
        headers: ["content-type", "application/json", "x-request-id", "r-0-0"],
        body: Buffer.from('{"stream":true}'),
        isStreamRequest: extra.isStreamRequest ?? true,
        keepText: extra.keepText ?? false,
        prompt: "",
        cancelAfter: extra.cancelAfter ?? null,
      });
      extra.onStart?.(exchange);
    });
  }

  /** Closes everything that was opened. */
  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }

  #context(extra: ExchangeExtra, resolve: (run: ExchangeRun) => void): ExchangeContext {
    const log: string[] = [];
    return {
      wheel: this.#wheel,
      timers: { ...patient, ...extra.timers },
      now: () => performance.now(),
      createDecoder: openAiChat.createDecoder,
      observer: {
        started: () => log.push("started"),
        tokenEvents(_record, _atMs, events, gapMs) {
          log.push(`tokens ${events}${gapMs === null ? " first" : ""}`);
          extra.onTokens?.();
        },
        ended(record) {
          log.push("ended");
          // Whatever came after the end would show in the log.
          setImmediate(() => resolve({ record, log }));
        },
      },
    };
  }
}

/** The outcome in one line; checks the order of the observer's calls on the way. */
export function verdictOf({ record, log }: ExchangeRun): string {
  const ends = log.filter((line) => line === "ended").length;
  if (log[0] !== "started" || log.at(-1) !== "ended" || ends !== 1) {
    throw new Error(`wrong order of calls: ${log.join(", ")}`);
  }
  if (record.endedAtMs < record.sentAtMs) throw new Error("ended before it was sent");
  const { outcome } = record;
  return outcome.kind === "failed" ? `${outcome.failure}: ${outcome.message}` : outcome.kind;
}

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/** Events and HTTP pieces to script servers with. */
export const wire = {
  data,
  text: (content: string): string => data({ choices: [{ delta: { content } }] }),
  finish: data({ choices: [{ delta: {}, finish_reason: "stop" }] }),
  done: "data: [DONE]\n\n",
  /** Two tokens, a finish reason and [DONE]. */
  stream: [
    data({ choices: [{ delta: { content: "Hel" } }] }),
    data({ choices: [{ delta: { content: "lo" } }] }),
    data({ choices: [{ delta: {}, finish_reason: "stop" }] }),
    "data: [DONE]\n\n",
  ].join(""),
  sseHead:
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n",
  /** One HTTP chunk. */
  chunk: (body: string): string => `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`,
  lastChunk: "0\r\n\r\n",
  /** A whole response with its length; `headers` are complete lines. */
  reply: (status: string, body: string | Buffer, headers = ""): Buffer => {
    const length = `content-length: ${Buffer.byteLength(body)}\r\n`;
    return Buffer.concat([
      Buffer.from(`HTTP/1.1 ${status}\r\n${length}${headers}\r\n`),
      Buffer.from(body),
    ]);
  },
} as const;
