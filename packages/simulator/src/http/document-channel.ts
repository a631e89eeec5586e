// Sends a generation as one JSON document, when its last token is made.

import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import type { Interruption, OutputChannel } from "../engine/output-channel.ts";
import type { FinishReason } from "../output/output-length.ts";
import type { Exchange } from "./exchange.ts";
import { answerError, answerJson } from "./json-answer.ts";

/** Collects the text; the truth log gets one chunk with all tokens. */
export class DocumentChannel implements OutputChannel {
  readonly #exchange: Exchange;
  #text = "";
  #tokens = 0;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  toChunkCount(): number {
    return 1;
  }

  open(): void {
    // Nothing is sent before the answer is complete.
  }

  waitsForClient(): boolean {
    return false;
  }

  send(text: string, tokens: number, dueAtMs: number, end: FinishReason | null): void {
    this.#text += text;
    this.#tokens += tokens;
    if (end === null) return;
    const { renderer, entry, engine, response, headers } = this.#exchange;
    const body = renderer.whole(this.#text, end, this.#tokens);
    const nowMs = this.#stampFirstByte();
    if (this.#tokens > 0) engine.truth.addChunk(entry, dueAtMs, nowMs, this.#tokens);
    answerJson(response, 200, body, headers);
  }

  interrupt(interruption: Interruption): void {
    const { response, headers } = this.#exchange;
    this.#stampFirstByte();
    switch (interruption.kind) {
      case "end":
        this.#writeHalf();
        response.end();
        break;
      case "drop":
        this.#writeHalf();
        response.socket?.destroySoon();
        break;
      case "reset":
        response.socket?.resetAndDestroy();
        break;
      case "error":
        answerError(
          response,
          200,
          { message: interruption.message, type: "server_error" },
          headers,
        );
        break;
    }
  }

  #stampFirstByte(): number {
    const nowMs = monotonicNowMs();
    this.#exchange.entry.status = 200;
    this.#exchange.entry.firstByteAtMs = nowMs;
    return nowMs;
  }

  #writeHalf(): void {
    const { renderer, response, headers } = this.#exchange;
    const body = renderer.whole(this.#text, "stop", this.#tokens);
    response.writeHead(200, { ...headers, "content-type": "application/json" });
    response.write(body.slice(0, body.length / 2));
  }
}
