// Keeps the finish reasons of a reply, one per choice: with n > 1 each choice finishes on its own.

import { classifyFinish } from "./finish-class.ts";

/** Choices are kept as bits; all indices from here on share one. */
const lastBit = 30;

/** One per reply. */
export class FinishMarks {
  /** The first finish reason, as the server wrote it. */
  reason: string | null = null;
  /** The first finish reason that means failure. */
  errorReason: string | null = null;
  /** A choice was held back or cut by a filter. */
  isFiltered = false;
  #seen = 0;
  #finished = 0;

  /** Every choice that was seen has finished. */
  get isComplete(): boolean {
    return this.#finished !== 0 && (this.#seen & ~this.#finished) === 0;
  }

  /** Takes a choice and its finish reason, null while it is unfinished. */
  take(index: number, reason: string | null): void {
    const bit = 1 << Math.min(index, lastBit);
    this.#seen |= bit;
    if (reason === null) return;
    this.#finished |= bit;
    this.reason ??= reason;
    const kind = classifyFinish(reason);
    if (kind === "error") this.errorReason ??= reason;
    this.isFiltered ||= kind === "filter";
  }
}
