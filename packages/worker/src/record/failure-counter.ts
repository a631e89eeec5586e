// Failure texts of one interval with their counts; bounded, so that a server which puts a new id
// into every error cannot fill the memory.
import type { ErrorCount } from "@gadfly/shared/protocol/worker-message";

const maxTexts = 100;
const maxTextLength = 500;
const otherText = "(further messages of this kind)";

/** Collects failures until cut. */
export class FailureCounter {
  #byText = new Map<string, ErrorCount>();

  /** One failure at `atMs` after the run's start. */
  add(kind: string, message: string, atMs: number): void {
    this.addCounted({ kind, message, count: 1, firstSeenMs: atMs, lastSeenMs: atMs });
  }

  /** Failures that were counted before; the bound is the same. */
  addCounted(counted: ErrorCount): void {
    const { kind } = counted;
    const text = counted.message.slice(0, maxTextLength);
    const isKnown = this.#byText.has(`${kind}\n${text}`);
    const message = isKnown || this.#byText.size < maxTexts ? text : otherText;
    const key = `${kind}\n${message}`;
    const before = this.#byText.get(key);
    this.#byText.set(key, {
      kind,
      message,
      count: (before?.count ?? 0) + counted.count,
      firstSeenMs: Math.min(before?.firstSeenMs ?? Infinity, counted.firstSeenMs),
      lastSeenMs: Math.max(before?.lastSeenMs ?? -Infinity, counted.lastSeenMs),
    });
  }

  /** What was counted since the last cut. */
  cut(): ErrorCount[] {
    const counted = [...this.#byText.values()];
    this.#byText = new Map();
    return counted;
  }
}
