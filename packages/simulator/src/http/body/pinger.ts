// Sends the same bytes again and again while an answer is open.

import type { ServerResponse } from "node:http";
import type { Ping } from "../../faults/behaviour.ts";

/** The pings of one answer; null = none. */
export class Pinger {
  readonly #response: ServerResponse;
  readonly #ping: Ping | null;
  #timer: NodeJS.Timeout | null = null;

  constructor(response: ServerResponse, ping: Ping | null) {
    this.#response = response;
    this.#ping = ping;
  }

  /** Begins, with the first ping after one interval; ends when the client goes away. */
  start(write: (text: string) => void): void {
    const ping = this.#ping;
    if (ping === null) return;
    this.#timer = setInterval(() => write(ping.text), ping.everyMs);
    this.#response.once("close", () => this.stop());
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
