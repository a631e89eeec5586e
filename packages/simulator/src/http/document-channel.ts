// Sends a generation as one JSON document, when its last token is made.

import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import type { Interruption, OutputChannel } from "../engine/output-channel.ts";
import type { FinishReason } from "../output/output-length.ts";
import { toAnswerHeaders } from "./body/answer-headers.ts";
import { ByteBodyWriter } from "./body/byte-body-writer.ts";
import type { Exchange } from "./exchange.ts";
import { closeWhenIdle } from "./body/idle-closer.ts";
import { Pinger } from "./body/pinger.ts";

/** Collects the text; the truth log gets one chunk with all tokens. */
export class DocumentChannel implements OutputChannel {
  readonly #exchange: Exchange;
  readonly #pinger: Pinger;
  /** Writes a body that cannot have its length in front; null until it is needed. */
  #writer: ByteBodyWriter | null = null;
  #text = "";
  #tokens = 0;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    this.#pinger = new Pinger(exchange.response, exchange.behaviour.documentPing);
  }

  toChunkCount(): number {
    return 1;
  }

  /** Nothing is sent before the answer is complete, unless signs of life are wanted. */
  open(): void {
    if (this.#exchange.behaviour.documentPing === null) return;
    const writer = this.#openWriter({});
    this.#pinger.start((text) => writer.write(text));
  }

  waitsForClient(): boolean {
    return false;
  }

  send(text: string, tokens: number, dueAtMs: number, end: FinishReason | null): void {
    this.#text += text;
    this.#tokens += tokens;
    if (end === null) return;
    const { renderer, entry, engine, behaviour } = this.#exchange;
    const body = this.#toBody(behaviour.finishReason ?? end);
    const nowMs = this.#stampFirstByte();
    if (this.#tokens > 0) engine.truth.addChunk(entry, dueAtMs, nowMs, this.#tokens);
    this.#answer(body, renderer.wholeHeaders?.(this.#tokens) ?? {});
  }

  interrupt(interruption: Interruption): void {
    this.#stampFirstByte();
    switch (interruption.kind) {
      case "end":
        this.#writeHalf().end("");
        break;
      case "drop":
        this.#writeHalf().drop();
        break;
      case "reset":
        this.#exchange.response.socket?.resetAndDestroy();
        break;
      case "tear": {
        const writer = this.#writeHalf();
        setTimeout(() => writer.reset(), interruption.resetAfterMs);
        break;
      }
      case "error":
        this.#answer(this.#toErrorBody(interruption), {});
        break;
    }
  }

  #answer(body: string, ofRenderer: Readonly<Record<string, string>>): void {
    const { behaviour, response } = this.#exchange;
    const { isCompressed, isHttp10, cut } = behaviour;
    this.#pinger.stop();
    if (this.#writer !== null || isCompressed || isHttp10 || cut !== null) {
      (this.#writer ?? this.#openWriter(ofRenderer)).end(body);
      return;
    }
    const headers = toAnswerHeaders(this.#exchange, "application/json");
    const bytes = Buffer.from(body);
    closeWhenIdle(this.#exchange);
    response.writeHead(200, {
      ...headers,
      ...ofRenderer,
      "content-length": String(bytes.length),
    });
    response.end(bytes);
  }

  #openWriter(ofRenderer: Readonly<Record<string, string>>): ByteBodyWriter {
    const { response, behaviour } = this.#exchange;
    const writer = new ByteBodyWriter(response, behaviour);
    const headers = toAnswerHeaders(this.#exchange, "application/json");
    this.#writer = writer;
    this.#stampFirstByte();
    closeWhenIdle(this.#exchange);
    writer.open({ ...headers, ...ofRenderer }, "");
    return writer;
  }

  #stampFirstByte(): number {
    const { entry } = this.#exchange;
    const nowMs = monotonicNowMs();
    entry.status = 200;
    entry.firstByteAtMs ??= nowMs;
    return nowMs;
  }

  #toBody(end: FinishReason): string {
    const { renderer, behaviour, body, request } = this.#exchange;
    const json = renderer.whole(this.#text, end, this.#tokens);
    const rewrite = behaviour.createRewrite?.({ body, promptTokens: request.promptTokens });
    const facts = { text: this.#text, tokensSoFar: this.#tokens, end };
    return rewrite?.({ json, place: "whole", index: 0, ...facts }).join("") ?? json;
  }

  #writeHalf(): ByteBodyWriter {
    const { renderer } = this.#exchange;
    const body = renderer.whole(this.#text, "stop", this.#tokens);
    const writer = this.#writer ?? this.#openWriter({});
    writer.write(body.slice(0, body.length / 2));
    return writer;
  }

  #toErrorBody({ message, write }: Extract<Interruption, { kind: "error" }>): string {
    const { stream, request } = this.#exchange;
    const payload = stream.toError(message);
    if (write === undefined) return payload;
    const frame = (text: string): string => text;
    return write({ message, payload, seed: request.seed ?? 0, frame, endFrame: "" });
  }
}
