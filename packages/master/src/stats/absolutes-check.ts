// Deltas are merged; absolutes travel beside them. Whatever was lost, doubled or misread on the way
// makes the two disagree, and then the run's numbers are not to be trusted.
import type { DecodedSnapshot } from "./decoded-snapshot.ts";

interface Tally {
  merged: number;
  /** As of the snapshot with the highest number: counters may also fall. */
  reported: number;
  sequence: number;
}

interface Entry {
  readonly id: number;
  readonly delta: number;
  readonly total: number;
  readonly sequence: number;
}

const tallyUp = (tallies: Map<number, Tally>, { id, delta, total, sequence }: Entry): void => {
  const tally = tallies.get(id) ?? { merged: 0, reported: 0, sequence: -1 };
  tallies.set(id, tally);
  tally.merged += delta;
  if (sequence < tally.sequence) return;
  tally.reported = total;
  tally.sequence = sequence;
};

/** A series of which the merged deltas are not the count that the worker reported. */
export interface Mismatch {
  readonly worker: string;
  readonly text: string;
}

/** Counts per worker and series over the whole run. */
export class AbsolutesCheck {
  readonly #tallies = new Map<string, Map<number, Tally>>();

  /** A snapshot has been merged. */
  add(snapshot: DecodedSnapshot): void {
    const tallies = this.#tallies.get(snapshot.worker) ?? new Map<number, Tally>();
    this.#tallies.set(snapshot.worker, tallies);
    for (const { id, delta, total } of snapshot.histograms)
      tallyUp(tallies, { id, delta: delta.totals.count, total, sequence: snapshot.sequence });
    for (const { id, delta, total } of snapshot.counters)
      tallyUp(tallies, { id, delta, total, sequence: snapshot.sequence });
  }

  /** What does not agree, now that everything that will come has come. */
  mismatches(): Mismatch[] {
    return [...this.#tallies].flatMap(([worker, tallies]) =>
      [...tallies]
        .filter(([, tally]) => tally.merged !== tally.reported)
        .map(([id, tally]) => ({
          worker,
          text: `series ${id}: ${tally.merged} samples merged, ${tally.reported} reported`,
        })),
    );
  }
}
