// The times that a server can tell in its answer: how long the request waited for a place, read its
// prompt and generated. They come from the same clock as the truth log.

import { monotonicNowMs } from "../../clock/monotonic-clock.ts";

/** What the clock needs of the record of a request. */
export interface TimedEntry {
  readonly receivedAtMs: number;
  readonly admittedAtMs: number | null;
}

/** The clock of one answer. */
export class AnswerClock {
  readonly #entry: TimedEntry;
  /** Time from the place in the batch to the first token, as planned. */
  readonly prefillMs: number;
  #lastLapAtMs: number | null = null;

  constructor(entry: TimedEntry, prefillMs: number) {
    this.#entry = entry;
    this.prefillMs = prefillMs;
  }

  /** Time since the call before, or since the request got its place. */
  lapMs(): number {
    const nowMs = monotonicNowMs();
    const sinceMs = nowMs - (this.#lastLapAtMs ?? this.#admittedAtMs);
    this.#lastLapAtMs = nowMs;
    return sinceMs;
  }

  /** Time spent waiting for a place in the batch. */
  get queueMs(): number {
    return this.#admittedAtMs - this.#entry.receivedAtMs;
  }

  /** Time from the first token until now. */
  get decodeMs(): number {
    return Math.max(0, monotonicNowMs() - this.#admittedAtMs - this.prefillMs);
  }

  /** Time from the last byte of the request until now. */
  get totalMs(): number {
    return monotonicNowMs() - this.#entry.receivedAtMs;
  }

  get #admittedAtMs(): number {
    return this.#entry.admittedAtMs ?? this.#entry.receivedAtMs;
  }
}
