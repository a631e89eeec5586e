// Failure texts of one interval with their counts: the first of those that differ only in ids and
// numbers stands for all of them. Bounded, whatever else a server puts into its errors.
import { failureKey } from "@gadfly/shared/errors/failure-shape";
import type { ErrorCount } from "@gadfly/shared/protocol/worker-message";

const maxTexts = 100;
const maxTextLength = 500;
const otherText = "(further messages of this kind)";

/** Collects failures until cut. */
export class FailureCounter {
  #byShape = new Map<string, ErrorCount>();

  /** One failure at `atMs` after the run's start. */
  add(kind: string, message: string, atMs: number): void {
    this.addCounted({ kind, message, count: 1, firstSeenMs: atMs, lastSeenMs: atMs });
  }

  /** Failures that were counted before; the bound is the same. */
  addCounted(counted: ErrorCount): void {
    const { kind } = counted;
    const text = counted.message.slice(0, maxTextLength);
    const own = failureKey(kind, text);
    const isRoom = this.#byShape.has(own) || this.#byShape.size < maxTexts;
    const key = isRoom ? own : failureKey(kind, otherText);
    const before = this.#byShape.get(key);
    const message = before?.message ?? (isRoom ? text : otherText);
    this.#byShape.set(key, {
      kind,
      message,
      count: (before?.count ?? 0) + counted.count,
      firstSeenMs: Math.min(before?.firstSeenMs ?? Infinity, counted.firstSeenMs),
      lastSeenMs: Math.max(before?.lastSeenMs ?? -Infinity, counted.lastSeenMs),
    });
  }

  /** What was counted since the last cut. */
  cut(): ErrorCount[] {
    const counted = [...this.#byShape.values()];
    this.#byShape = new Map();
    return counted;
  }
}
