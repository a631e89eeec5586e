// Sends a generation as a stream of messages.

import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import type { Interruption, OutputChannel } from "../engine/output-channel.ts";
import type { MessagePlace } from "../faults/message.ts";
import type { FinishReason } from "../output/output-length.ts";
import type { BodyWriter } from "./body/body-writer.ts";
import { createBodyWriter } from "./body/create-body-writer.ts";
import type { Exchange } from "./exchange.ts";
import { closeWhenIdle } from "./body/idle-closer.ts";
import { MessageFrames } from "./body/message-frames.ts";
import { Pinger } from "./body/pinger.ts";
import { toAnswerHeaders } from "./body/answer-headers.ts";

/** A chunk that waits for the write that takes it. */
interface HeldChunk {
  readonly dueAtMs: number;
  readonly tokens: number;
}

/** Headers and the opening messages at admission, then one message per chunk of tokens. */
export class StreamedChannel implements OutputChannel {
  readonly #exchange: Exchange;
  readonly #writer: BodyWriter;
  readonly #frames: MessageFrames;
  readonly #pinger: Pinger;
  #tokensSoFar = 0;
  #isOpen = false;
  /** Text that waits for the message that takes it, and its chunks. */
  #text = "";
  #textChunks = 0;
  /** Chunks made and not yet written. */
  readonly #held: HeldChunk[] = [];
  #eventsPerWrite: number;

  constructor(exchange: Exchange) {
    const { response, behaviour } = exchange;
    this.#exchange = exchange;
    this.#writer = createBodyWriter(response, behaviour);
    this.#frames = new MessageFrames(exchange);
    this.#pinger = new Pinger(response, behaviour.streamPing);
    this.#eventsPerWrite = behaviour.opensAt === "end" ? Number.POSITIVE_INFINITY : 1;
  }

  toChunkCount(tokens: number): number {
    return Math.ceil(tokens / this.#exchange.engine.config.tokensPerChunk);
  }

  open(): void {
    const { renderer, behaviour, stream } = this.#exchange;
    for (const json of renderer.opening()) this.#add(json, "opening", "", null);
    this.#frames.glue();
    if (behaviour.opensAt === "admission")
      this.#openBody(stream.opensWithTokens ? "" : this.#frames.take());
  }

  waitsForClient(resume: () => void): boolean {
    return this.#writer.waitsForClient(resume);
  }

  send(text: string, tokens: number, dueAtMs: number, end: FinishReason | null): void {
    const reason = end === null ? null : (this.#exchange.behaviour.finishReason ?? end);
    this.#tokensSoFar += tokens;
    if (tokens > 0) {
      this.#held.push({ dueAtMs, tokens });
      this.#addTokens(text, reason);
    }
    if (reason !== null) {
      this.#addEnding(reason);
      this.#writeHeld(true);
    } else if (this.#textChunks === 0 && this.#held.length >= this.#eventsPerWrite) {
      this.#frames.glue();
      this.#writeHeld(false);
    }
  }

  interrupt(interruption: Interruption): void {
    if (!this.#isOpen) this.#openBody(this.#frames.take());
    this.#pinger.stop();
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
      case "tear":
        this.#writer.write(this.#toHalfFrame());
        setTimeout(() => this.#writer.reset(), interruption.resetAfterMs);
        break;
      case "error":
        this.#writer.end(this.#toErrorText(interruption));
        break;
    }
  }

  #addTokens(text: string, end: FinishReason | null): void {
    const { renderer, behaviour, stream } = this.#exchange;
    this.#text += text;
    this.#textChunks += 1;
    if (end === null ? this.#textChunks < behaviour.chunksPerMessage : stream.finishesWithTokens)
      return;
    if (renderer.lead !== undefined)
      for (const json of renderer.lead(this.#tokensSoFar)) this.#add(json, "opening", "", null);
    const json = renderer.tokens(this.#text, this.#tokensSoFar);
    this.#add(json, "tokens", this.#text, end);
    this.#text = "";
    this.#textChunks = 0;
  }

  #addEnding(reason: FinishReason): void {
    const { renderer } = this.#exchange;
    const payloads = renderer.ending(reason, this.#tokensSoFar, this.#text);
    for (const [index, json] of payloads.entries())
      this.#add(json, "ending", index === 0 ? this.#text : "", reason);
    this.#frames.glue();
    const endMarker = this.#toEndMarker();
    if (endMarker !== null) this.#frames.addFrame(endMarker);
  }

  #add(json: string, place: MessagePlace, text: string, end: FinishReason | null): void {
    if (this.#frames.isPlain) this.#frames.addPlain(json);
    else this.#frames.add({ json, place, text, tokensSoFar: this.#tokensSoFar, end });
  }

  #openBody(text: string): void {
    const { stream, entry } = this.#exchange;
    this.#isOpen = true;
    entry.status = 200;
    entry.firstByteAtMs = monotonicNowMs();
    closeWhenIdle(this.#exchange);
    const headers = toAnswerHeaders(this.#exchange, stream.contentType);
    this.#writer.open({ ...headers, "cache-control": "no-cache" }, text);
    this.#pinger.start((ping) => this.#writer.write(ping));
  }

  #writeHeld(isLast: boolean): void {
    const { entry, engine, behaviour } = this.#exchange;
    const text = this.#frames.take();
    if (behaviour.opensAt !== "end") this.#eventsPerWrite = behaviour.eventsPerWrite;
    if (this.#writer.backlogBytes > 0) entry.backloggedChunks += this.#held.length;
    const nowMs = monotonicNowMs();
    for (const { dueAtMs, tokens } of this.#held)
      engine.truth.addChunk(entry, dueAtMs, nowMs, tokens);
    this.#held.length = 0;
    if (!this.#isOpen) this.#openBody(isLast ? "" : text);
    else if (!isLast) this.#writer.write(text);
    if (isLast) this.#end(text);
  }

  #end(text: string): void {
    const { trimEnd, afterEnd } = this.#exchange.behaviour;
    const lastText = trimEnd === null ? text : trimEnd(text);
    this.#pinger.stop();
    if (afterEnd === null) return this.#writer.end(lastText);
    this.#writer.write(lastText + afterEnd.text);
    setTimeout(() => this.#writer.end(""), afterEnd.lingerMs);
  }

  #toEndMarker(): string | null {
    const { behaviour, stream } = this.#exchange;
    return behaviour.endMarker === undefined ? stream.endMarker : behaviour.endMarker;
  }

  #toHalfFrame(): string {
    const { renderer } = this.#exchange;
    const frame = this.#frames.frame(renderer.tokens(" torn", this.#tokensSoFar + 1));
    return frame.slice(0, frame.length / 2);
  }

  #toErrorText({ message, write }: Extract<Interruption, { kind: "error" }>): string {
    const { stream, request } = this.#exchange;
    const endMarker = this.#toEndMarker();
    const endFrame = endMarker === null ? "" : this.#frames.frame(endMarker);
    const payload = stream.toError(message);
    const frame = (text: string): string => this.#frames.frame(text);
    if (write === undefined) return frame(payload) + endFrame;
    return write({ message, payload, seed: request.seed ?? 0, frame, endFrame });
  }
}
