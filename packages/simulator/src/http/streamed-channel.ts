// Sends a generation as server-sent events.

import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import type { Interruption, OutputChannel } from "../engine/output-channel.ts";
import { toErrorBody } from "../openai/error-body.ts";
import type { FinishReason } from "../output/output-length.ts";
import { EventStreamWriter } from "./event-stream-writer.ts";
import type { Exchange } from "./exchange.ts";

/** A chunk that waits for the write that takes it. */
interface HeldChunk {
  readonly dueAtMs: number;
  readonly tokens: number;
}

/** Headers and the role-only chunk at admission, then one event per chunk of tokens. */
export class StreamedChannel implements OutputChannel {
  readonly #exchange: Exchange;
  readonly #writer: EventStreamWriter;
  #tokensSoFar = 0;
  /** Chunks made and not yet written. */
  readonly #held: HeldChunk[] = [];
  #heldFrames = "";
  #eventsPerWrite = 1;

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
    this.#tokensSoFar += tokens;
    if (tokens > 0) {
      this.#heldFrames += this.#toFrame(this.#exchange.renderer.tokens(text, this.#tokensSoFar));
      this.#held.push({ dueAtMs, tokens });
    }
    if (end !== null) this.#writeHeld(this.#toEnding(end), true);
    else if (this.#held.length >= this.#eventsPerWrite) this.#writeHeld("", false);
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

  #writeHeld(ending: string, isLast: boolean): void {
    const { entry, engine, behaviour } = this.#exchange;
    const frames = this.#heldFrames + ending;
    this.#heldFrames = "";
    this.#eventsPerWrite = behaviour.eventsPerWrite;
    if (this.#writer.backlogBytes > 0) entry.backloggedChunks += this.#held.length;
    const nowMs = monotonicNowMs();
    for (const { dueAtMs, tokens } of this.#held)
      engine.truth.addChunk(entry, dueAtMs, nowMs, tokens);
    this.#held.length = 0;
    if (isLast) this.#writer.end(frames);
    else this.#writer.write(frames);
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
