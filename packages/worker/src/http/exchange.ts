// One request on one slot, from the attempt to exactly one `ended`: it keeps the record, feeds the
// decoder, watches the timers and judges the outcome. Nothing here throws, and nothing waits.

import type { Outcome } from "@gadfly/shared/errors/failure-kinds";
import type { CancelAfter } from "@gadfly/shared/load/cancel-plan";
import { judgeOutcome } from "../stream/judge-outcome.ts";
import type { Failure } from "../stream/judge-outcome.ts";
import type { DecoderOptions, ReplyDecoder } from "../stream/reply-decoder.ts";
import { classifyError } from "./classify-error.ts";
import { Decompressor, isCompressed } from "./reply/decompressor.ts";
import type { DecompressorSink } from "./reply/decompressor.ts";
import { recordHeaders, recordReply, ReplyBody } from "./reply/reply-body.ts";
import { createRequestRecord } from "./request-record.ts";
import type { RequestIdentity, RequestObserver, RequestRecord } from "./request-record.ts";
import { Deadline } from "./timer-wheel.ts";
import type { DeadlineOwner, TimerWheel } from "./timer-wheel.ts";
import { nextDeadline } from "./timeouts.ts";
import type { NextDeadline, RequestTimers } from "./timeouts.ts";
import { headerText } from "./transport.ts";
import type { ResponseHeaders, Slot, TransportHandler } from "./transport.ts";

/** What all exchanges of a run share. */
export interface ExchangeContext {
  readonly wheel: TimerWheel;
  readonly timers: RequestTimers;
  readonly observer: RequestObserver;
  readonly createDecoder: (options: DecoderOptions) => ReplyDecoder;
  /** Milliseconds of performance.now(). */
  readonly now: () => number;
}

/** One request to run. */
export interface ExchangeRequest extends RequestIdentity {
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** The request asks for a stream. */
  readonly isStreamRequest: boolean;
  /** The prompt as sent. */
  readonly prompt: string;
  /** Break it off on purpose, when; null: not. */
  readonly cancelAfter: CancelAfter | null;
}

/** A request under way. */
export interface RunningExchange {
  readonly record: RequestRecord;
  /** Ends it now as cancelled, unless it is over; `ended` is called before this returns. */
  cancel(): void;
}

/** Sends a request on a free slot. The slot is free again once the observer's `ended` is called. */
export function startExchange(
  context: ExchangeContext,
  slot: Slot,
  request: ExchangeRequest,
): RunningExchange {
  const exchange = new Exchange(context, slot, request);
  exchange.start();
  return exchange;
}

class Exchange implements RunningExchange, TransportHandler, DeadlineOwner, DecompressorSink {
  readonly record: RequestRecord;
  readonly #context: ExchangeContext;
  readonly #slot: Slot;
  readonly #request: ExchangeRequest;
  readonly #deadline = new Deadline(this);
  readonly #triedAtMs: number;
  /** Broken off on purpose so long after it was sent. */
  readonly #cancelAfterMs: number | null;
  #isSent = false;
  #isEnded = false;
  #lastByteAtMs = 0;
  #doneAtMs: number | null = null;
  #body: ReplyBody | null = null;
  #decompressor: Decompressor | null = null;

  constructor(context: ExchangeContext, slot: Slot, request: ExchangeRequest) {
    this.#context = context;
    this.#slot = slot;
    this.#request = request;
    this.#triedAtMs = context.now();
    const { cancelAfter } = request;
    this.#cancelAfterMs = cancelAfter?.unit === "ms" ? cancelAfter.ms : null;
    this.record = createRequestRecord(request, this.#triedAtMs, request.isStreamRequest);
  }

  start(): void {
    const { path, headers, body } = this.#request;
    this.#context.observer.started(this.record);
    this.#watch();
    this.#slot.send({ method: "POST", path, headers, body }, this);
  }

  cancel(): void {
    if (this.#isEnded) return;
    // After [DONE] the answer is complete, and only the body's end is missing.
    this.#breakOff(this.#context.now(), null, this.#doneAtMs === null);
  }

  sent(atMs: number, connectMs: number | null): void {
    this.#isSent = true;
    this.#lastByteAtMs = atMs;
    this.record.sentAtMs = atMs;
    this.record.connectMs = connectMs;
    this.#watch();
  }

  firstByte(): void {
    this.record.gotResponseByte = true;
  }

  headers(atMs: number, status: number, headers: ResponseHeaders): void {
    const { isStreamRequest, keepText, prompt } = this.#request;
    const { createDecoder } = this.#context;
    this.#lastByteAtMs = atMs;
    recordHeaders(this.record, atMs, status, headers);
    this.#body = new ReplyBody(status, headers, {
      isStreamRequest,
      keepText,
      prompt,
      createDecoder,
    });
    const encoding = headerText(headers, "content-encoding");
    if (isCompressed(encoding)) this.#decompressor = new Decompressor(encoding, this);
    this.#watch();
  }

  data(atMs: number, bytes: Buffer): void {
    this.#lastByteAtMs = atMs;
    if (this.#decompressor === null) this.#body?.take(bytes, atMs);
    else this.#decompressor.push(bytes);
  }

  readEnd(): boolean {
    if (!this.#isEnded) this.#settleRead(this.#lastByteAtMs);
    return this.#doneAtMs !== null;
  }

  ended(atMs: number): void {
    this.#lastByteAtMs = atMs;
    if (this.#decompressor === null) this.#finish(atMs, null, false);
    else this.#decompressor.end();
  }

  failed(atMs: number, error: Error): void {
    this.#finish(atMs, this.#classify(atMs, error), false);
  }

  decompressed(bytes: Buffer): void {
    if (this.#isEnded) return;
    const atMs = this.#context.now();
    // Later than the read that it came with: nothing may end before it.
    this.#lastByteAtMs = atMs;
    this.#body?.take(bytes, atMs);
    this.#settleRead(atMs);
  }

  decompressedAll(): void {
    this.#finish(this.#lastByteAtMs, null, false);
  }

  decompressionFailed(error: Error): void {
    const isCut = "code" in error && error.code === "Z_BUF_ERROR";
    const failure = isCut ? "truncated" : "bad_frame";
    const message = `compressed reply: ${error.message}`;
    this.#breakOff(this.#context.now(), { failure, message }, false);
  }

  onDeadline(nowMs: number): void {
    if (this.#isEnded) return;
    const deadline = this.#nextDeadline();
    if (deadline === null) return;
    if (deadline.dueMs > nowMs) this.#context.wheel.set(this.#deadline, deadline.dueMs);
    else if (deadline.isPlannedCancel) this.#cancelOnPurpose(nowMs);
    else this.#breakOff(nowMs, deadline.failure, false);
  }

  /** After all pieces of a read: what it brought shares its time. */
  #settleRead(atMs: number): void {
    const body = this.#body;
    if (body === null) return;
    if (body.isHopeless) {
      this.#breakOff(atMs, null, false);
    } else if (body.decoder !== null) {
      const hadToken = this.record.lastTokenAtMs !== null;
      this.#countTokens(body.decoder, atMs);
      const isNewlyDone = body.decoder.isDone && this.#doneAtMs === null;
      if (isNewlyDone) this.#doneAtMs = atMs;
      if (isNewlyDone || hadToken !== (this.record.lastTokenAtMs !== null)) this.#watch();
      if (this.#isTokenCancelDue(body.decoder)) this.#cancelOnPurpose(atMs);
    }
  }

  /** So many tokens have come that the request is broken off, as was decided before it was sent. */
  #isTokenCancelDue(decoder: ReplyDecoder): boolean {
    const { cancelAfter } = this.#request;
    if (cancelAfter === null || cancelAfter.unit !== "tokens" || decoder.isFinished) return false;
    return Math.max(decoder.tokenEvents, decoder.toldTokens) >= cancelAfter.tokens;
  }

  #cancelOnPurpose(atMs: number): void {
    if (this.#isEnded) return;
    this.record.isPlannedCancel = true;
    this.#breakOff(atMs, null, true);
  }

  #countTokens(decoder: ReplyDecoder, atMs: number): void {
    const { record } = this;
    const events = decoder.tokenEvents - record.tokenEvents;
    if (events === 0) return;
    const gapMs = record.lastTokenAtMs === null ? null : atMs - record.lastTokenAtMs;
    record.readTokens = decoder.toldTokens - record.toldTokens;
    record.toldTokens = decoder.toldTokens;
    record.liveTokens += record.readTokens > 0 ? record.readTokens : events;
    record.tokenEvents += events;
    record.coalescedEvents += events - 1;
    record.lastTokenAtMs = atMs;
    record.firstTokenAtMs ??= atMs;
    if (gapMs !== null && gapMs > (record.maxStallMs ?? -1)) record.maxStallMs = gapMs;
    this.#context.observer.tokenEvents(record, atMs, events, gapMs);
  }

  /** Ends the request from our side; the connection is lost with it. */
  #breakOff(atMs: number, failure: Failure | null, isCancelled: boolean): void {
    if (this.#isEnded) return;
    const isDrained = this.#doneAtMs !== null && failure === null;
    this.#slot.abort();
    this.#finish(isDrained ? this.#lastByteAtMs : atMs, failure, isCancelled);
  }

  #finish(atMs: number, brokenOff: Failure | null, isCancelled: boolean): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#context.wheel.drop(this.#deadline);
    this.#decompressor?.destroy();
    this.record.endedAtMs = atMs;
    this.record.outcome = this.#conclude(brokenOff, isCancelled);
    if (isCancelled) this.#countOpenStall(atMs);
    this.#context.observer.ended(this.record);
  }

  /** A silence that lasted until we broke off is a stall, however long it would have been. */
  #countOpenStall(atMs: number): void {
    const { record } = this;
    if (record.lastTokenAtMs === null || this.#body?.decoder?.isFinished === true) return;
    const silenceMs = atMs - record.lastTokenAtMs;
    if (silenceMs > (record.maxStallMs ?? 0)) record.maxStallMs = silenceMs;
  }

  #conclude(brokenOff: Failure | null, isCancelled: boolean): Outcome {
    const { record } = this;
    const decoder = this.#body?.decoder ?? null;
    decoder?.end();
    const reply = decoder?.summary() ?? null;
    if (decoder !== null && reply !== null) {
      // An event that only the end of the body completed came with the last read.
      this.#countTokens(decoder, this.#lastByteAtMs);
      recordReply(record, decoder, reply);
    }
    if (this.#decompressor !== null) record.notes = [...record.notes, "compressed_stream"];
    const status = this.#body?.statusFailure(record.retryAfterMs) ?? null;
    if (status !== null) record.retryAfterMs = status.retryAfterMs;
    return judgeOutcome({ isCancelled, brokenOff, reply, statusFailure: status });
  }

  #classify(atMs: number, error: Error): Failure {
    const { record } = this;
    const hasAnswer = record.gotResponseByte ? "responding" : "waiting";
    return classifyError(error, {
      phase: this.#isSent ? hasAnswer : "connecting",
      isReused: this.#isSent && record.connectMs === null,
      sinceSentMs: atMs - record.sentAtMs,
    });
  }

  /** Sets the deadline of the phase that has just begun. */
  #watch(): void {
    const deadline = this.#nextDeadline();
    if (deadline !== null) this.#context.wheel.set(this.#deadline, deadline.dueMs);
  }

  #nextDeadline(): NextDeadline | null {
    const { record } = this;
    const marks = {
      triedAtMs: this.#triedAtMs,
      isSent: this.#isSent,
      sentAtMs: record.sentAtMs,
      headersAtMs: record.headersAtMs,
      lastByteAtMs: this.#lastByteAtMs,
      lastTokenAtMs: record.lastTokenAtMs,
      isStreamRequest: this.#request.isStreamRequest,
      isFinished: this.#body?.decoder?.isFinished ?? false,
      doneAtMs: this.#doneAtMs,
      cancelAfterMs: this.#cancelAfterMs,
    };
    return nextDeadline(marks, this.#context.timers);
  }
}
