// A page that watches, as far as the master can tell: reads everything, counts it and shows nothing.
import { WebSocket } from "ws";

/** Longest message whose type is looked at: that of `caughtUp` has nothing but its type. */
const shortBytes = 64;

/** One viewer. */
export class FeedViewer {
  readonly #socket: WebSocket;
  readonly #openedAtMs = performance.now();
  readonly caughtUp: Promise<{ readonly ms: number; readonly bytes: number }>;
  /** Everything that came. */
  bytes = 0;

  constructor(port: number) {
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/api/feed`, { perMessageDeflate: false });
    this.caughtUp = new Promise((resolve, reject) => {
      this.#socket.on("error", reject);
      this.#socket.on("message", (message: Buffer) => {
        this.bytes += message.length;
        if (message.length < shortBytes && message.includes("caughtUp"))
          resolve({ ms: performance.now() - this.#openedAtMs, bytes: this.bytes });
      });
    });
  }

  close(): void {
    this.#socket.terminate();
  }
}
