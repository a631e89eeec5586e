// The feed's clock and its viewers. Once a second the new records and the tables are encoded once and
// pushed to everybody; between two seconds nothing is sent.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";
import { type WebSocket, WebSocketServer } from "ws";
import type { RunDesk } from "../desk/run-desk.ts";
import { catchUpOf, closingBytes, helloBytes, recordsBytes, snapshotBytes } from "./feed-source.ts";
import { TableMaker } from "./table-maker.ts";
import { Turns } from "./turns.ts";
import { Viewer } from "./viewer.ts";

const periodMs = 1_000;
/** Viewers are asked whether they live; who has not answered by the next time is gone. */
const pingEveryTicks = 15;
/** Pages that may watch at the same time. */
const mostViewers = 64;
/** A viewer has nothing to say. */
const maxPayloadBytes = 1_024;
/** Tables of very many series take time: they may take a tenth of it. */
const tablesShare = 10;
const closeTimeoutMs = 1_000;

interface Watching {
  readonly socket: WebSocket;
  readonly viewer: Viewer;
  isAlive: boolean;
}

/** The live feed of a desk. */
export class LiveFeed {
  readonly #desk: RunDesk;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    perMessageDeflate: false,
  });
  readonly #watching = new Set<Watching>();
  readonly #turns = new Turns();
  readonly #maker: TableMaker;
  readonly #timer: NodeJS.Timeout;
  readonly #release: () => void;
  #pending: JournalRecord[] = [];
  #ticks = 0;
  #nextTablesAtMs = 0;
  #logSent = 0;
  #isClosing = false;

  constructor(desk: RunDesk) {
    this.#desk = desk;
    this.#maker = new TableMaker(desk, this.#turns);
    this.#release = desk.listen({
      begun: () => this.#begun(),
      record: (record) => {
        this.#maker.noteNews();
        if (this.#watching.size > 0) this.#pending.push(record);
      },
    });
    this.#timer = setInterval(() => this.#tick(), periodMs);
  }

  /** Whether one more page may watch; a master that ends would wait for it. */
  get hasRoom(): boolean {
    return !this.#isClosing && this.#watching.size < mostViewers;
  }

  /** Takes an upgrade that may be taken. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, socket, head, (accepted) => this.#watch(accepted));
  }

  /** Sends what is left, says why, and closes. */
  async close(reason: string): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#timer);
    this.#release();
    this.#flush();
    if (this.#watching.size > 0) this.#maker.finish();
    this.#pushSnapshot();
    this.#push(closingBytes(reason));
    const closed = [...this.#watching].map(
      ({ socket }) =>
        new Promise<void>((resolve) => {
          socket.once("close", () => resolve());
          socket.close(1001, "the master ends");
        }),
    );
    const deadline = setTimeout(
      () => this.#sockets.clients.forEach((client) => client.terminate()),
      closeTimeoutMs,
    );
    await Promise.all(closed);
    clearTimeout(deadline);
    this.#turns.stop();
  }

  #watch(socket: WebSocket): void {
    const viewer = new Viewer(
      {
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
        // Else a fast page would be sent all of the past in one turn.
        send: (bytes, sent) => socket.send(bytes, () => this.#turns.add(sent)),
        later: (callback) => this.#turns.add(callback),
      },
      () => {
        this.#flush();
        return catchUpOf(this.#desk, this.#maker);
      },
    );
    const watching: Watching = { socket, viewer, isAlive: true };
    socket.on("pong", () => (watching.isAlive = true));
    // Whatever is wrong with one page's socket is that page's loss.
    socket.on("error", () => socket.terminate());
    socket.on("close", () => this.#watching.delete(watching));
    socket.send(helloBytes());
    viewer.begin();
    this.#watching.add(watching);
  }

  #begun(): void {
    this.#pending = [];
    this.#nextTablesAtMs = 0;
    this.#maker.forget();
    for (const { viewer } of this.#watching) viewer.begin();
  }

  #tick(): void {
    this.#ticks++;
    if (this.#ticks % pingEveryTicks === 0) this.#dropTheDead();
    if (this.#watching.size === 0) {
      this.#pending = [];
      return;
    }
    this.#flush();
    const nowMs = performance.now();
    if (nowMs < this.#nextTablesAtMs || this.#maker.isBusy) return;
    this.#maker.refresh(() => {
      this.#nextTablesAtMs = nowMs + Math.max(0, this.#maker.spentMs * tablesShare - periodMs);
      this.#pushSnapshot();
    });
  }

  #pushSnapshot(): void {
    if (this.#watching.size === 0) return;
    this.#push(snapshotBytes(this.#desk, this.#maker.tables, this.#newLogLines()));
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    const records = this.#pending;
    this.#pending = [];
    this.#push(recordsBytes(records));
  }

  #push(bytes: Uint8Array): void {
    for (const { viewer } of this.#watching) viewer.push(bytes);
  }

  #newLogLines(): readonly string[] {
    const { log } = this.#desk;
    const lines = log.since(this.#logSent);
    this.#logSent = log.count;
    return lines;
  }

  #dropTheDead(): void {
    for (const watching of this.#watching) {
      if (!watching.isAlive) watching.socket.terminate();
      watching.isAlive = false;
      watching.socket.ping();
    }
  }
}
