// Snapshots on their way to the master. What was once written keeps its number and its content until
// it is acknowledged, so that a lost acknowledgement never counts a sample twice; what was never
// written may be merged, so that memory stays bounded while a master is away and no sample is lost.
import { maxSentSnapshots } from "@gadfly/shared/protocol/limits";
import type { SnapshotMessage } from "@gadfly/shared/protocol/worker-message";
import { mergeSnapshots, type UnsentSnapshot } from "./merge-snapshots.ts";

/** Unsent snapshots kept apart before the oldest two are merged. */
const maxUnsent = 32;

/** The outbox of one run. */
export class Outbox {
  #sent = new Map<number, SnapshotMessage>();
  #unsent: UnsentSnapshot[] = [];
  #nextSequence = 0;

  /** Adds a snapshot behind the others. */
  add(snapshot: UnsentSnapshot): void {
    this.#unsent.push(snapshot);
    if (this.#unsent.length <= maxUnsent) return;
    const [first, second, ...rest] = this.#unsent;
    if (first !== undefined && second !== undefined)
      this.#unsent = [mergeSnapshots(first, second), ...rest];
  }

  /** Snapshots to write now, in order; from here on they stay as they are. */
  takeSendable(): SnapshotMessage[] {
    const taken: SnapshotMessage[] = [];
    while (this.#sent.size < maxSentSnapshots) {
      const next = this.#unsent.shift();
      if (next === undefined) break;
      const numbered = { ...next, sequence: this.#nextSequence++ };
      this.#sent.set(numbered.sequence, numbered);
      taken.push(numbered);
    }
    return taken;
  }

  /** Written on an earlier link and not acknowledged: to be written again on a new one. */
  unacknowledged(): SnapshotMessage[] {
    return [...this.#sent.values()];
  }

  /** The master has them in its journal. Unknown numbers are ignored. */
  acknowledge(sequences: readonly number[]): void {
    for (const sequence of sequences) this.#sent.delete(sequence);
  }

  /** True when the master has everything. */
  get isEmpty(): boolean {
    return this.#sent.size === 0 && this.#unsent.length === 0;
  }

  /** Snapshots not acknowledged yet. */
  get size(): number {
    return this.#sent.size + this.#unsent.length;
  }
}
