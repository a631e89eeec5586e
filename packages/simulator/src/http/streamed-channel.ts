// Sends a generation as server-sent events.

import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import type { Interruption, OutputChannel } from "../engine/output-channel.ts";
import { toErrorBody } from "../openai/error-body.ts";
import type { FinishReason } from "../output/output-length.ts";
import { EventStreamWriter } from "./event-stream-writer.ts";
import type { Exchange } from "./exchange.ts";

/** Headers and the role-only chunk at admission, then one event per chunk of tokens. */
export class StreamedChannel implements OutputChannel {
  readonly #exchange: Exchange;
  readonly #writer: EventStreamWriter;
  #tokensSoFar = 0;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    this.#writer = new EventStreamWriter(exchange.response);
  }

  toChunkCount(tokens: number): number {
    return Math.ceil(tokens / this.#exchange.engine.config.tokensPerChunk);
  }

  open(): void {
    const { renderer, headers, entry } = this.#exchange;
    const opening = this.#toFrame(renderer.opening());
    entry.status = 200;
    entry.firstByteAtMs = monotonicNowMs();
    this.#writer.open(
      {
        ...headers,
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache",
      },
      opening,
    );
  }

  waitsForClient(resume: () => void): boolean {
    return this.#writer.waitsForClient(resume);
  }

  send(text: string, tokens: number, dueAtMs: number, end: FinishReason | null): void {
    const { renderer, entry, engine } = this.#exchange;
    this.#tokensSoFar += tokens;
    let frames = tokens === 0 ? "" : this.#toFrame(renderer.tokens(text, this.#tokensSoFar));
    if (end !== null) frames += this.#toEnding(end);
    if (this.#writer.backlogBytes > 0) entry.backloggedChunks += 1;
    if (tokens > 0) engine.truth.addChunk(entry, dueAtMs, monotonicNowMs(), tokens);
    if (end === null) this.#writer.write(frames);
    else this.#writer.end(frames);
  }

  interrupt(interruption: Interruption): void {
    switch (interruption.kind) {
      case "end":
        this.#writer.end("");
        break;
      case "drop":
        this.#writer.drop();
        break;
      case "reset":
        this.#writer.reset();
        break;
      case "error":
        this.#writer.end(this.#toErrorFrames(interruption.message));
        break;
    }
  }

  #toFrame(payload: string | null): string {
    return payload === null ? "" : this.#exchange.behaviour.frame(payload);
  }

  #toEnding(reason: FinishReason): string {
    const { renderer, behaviour } = this.#exchange;
    const payloads = renderer.ending(reason, this.#tokensSoFar);
    return payloads.map(behaviour.frame).join("") + this.#toFrame(behaviour.endMarker);
  }

  #toErrorFrames(message: string): string {
    const error = toErrorBody({ message, type: "server_error", param: null, code: null });
    return this.#toFrame(error) + this.#toFrame(this.#exchange.behaviour.endMarker);
  }
}
