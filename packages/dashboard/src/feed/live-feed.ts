// The socket to the master. It is dialled again until the master says goodbye, and then still, in case
// another one is started there; the store is told what became of it.
import type { RunStore } from "../model/run-store.ts";
import { decodeMessage } from "./decode-message.ts";
import { redialDelayMs } from "./redial.ts";

/** Messages come every second. */
const silenceMs = 30_000;

/** What is needed of a socket. */
export interface FeedSocket {
  binaryType: "arraybuffer" | "blob";
  addEventListener(
    type: "message" | "close",
    listener: (event: { readonly data?: unknown }) => void,
  ): void;
  close(): void;
}

/** What is needed of the browser. */
export interface FeedPlace {
  open(url: string): FeedSocket;
  /** Calls back whenever it is worth trying at once: the network is back, the page is looked at. */
  onChance(callback: () => void): void;
  random(): number;
}

/** The live feed of one page. */
export class LiveFeed {
  readonly #url: string;
  readonly #store: RunStore;
  readonly #place: FeedPlace;
  #socket: FeedSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isStopped = false;

  constructor(url: string, store: RunStore, place: FeedPlace) {
    this.#url = url;
    this.#store = store;
    this.#place = place;
  }

  /** Dials, now and whenever it must again. */
  start(): void {
    this.#place.onChance(() => this.retry());
    this.#dial();
  }

  /** Hangs up for good. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#socket?.close();
  }

  /** Dials at once when nothing is open. */
  retry(): void {
    if (this.#socket !== null || this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#dial();
  }

  #dial(): void {
    const socket = this.#place.open(this.#url);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#read(socket, data));
    // An error is always followed by a close.
    socket.addEventListener("close", () => this.#closed(socket));
    this.#listenForSilence(socket);
  }

  #read(socket: FeedSocket, data: unknown): void {
    if (!(data instanceof ArrayBuffer) || socket !== this.#socket) return;
    this.#listenForSilence(socket);
    try {
      const message = decodeMessage(new Uint8Array(data));
      if (message === null) return;
      if (message.type === "hello") this.#store.connect("live");
      // Not before: a feed that breaks off in its history is not dialled again and again at once.
      if (message.type === "caughtUp") this.#failures = 0;
      this.#store.take(message);
    } catch {
      // What cannot be read cannot be skipped either: everything is sent again to a new socket.
      socket.close();
    }
  }

  #closed(socket: FeedSocket): void {
    if (socket !== this.#socket || this.#isStopped) return;
    this.#socket = null;
    clearTimeout(this.#silence);
    this.#store.connect(this.#store.picture.closingReason === null ? "lost" : "closed");
    this.#timer = setTimeout(
      () => this.#dial(),
      redialDelayMs(this.#failures++, this.#place.random()),
    );
  }

  /** A network that went away says nothing; a socket that is silent for long is given up. */
  #listenForSilence(socket: FeedSocket): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      socket.close();
      this.#closed(socket);
    }, silenceMs);
  }
}
