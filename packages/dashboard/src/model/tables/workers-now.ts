// What each worker does at this moment.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import type { RunPicture } from "../run-picture.ts";
import { endOf, startOf } from "../steps/step-time.ts";

/** What a worker does at this moment. */
export interface WorkerNow {
  readonly users: number;
  readonly rps: number;
}

/** Requests that a worker had ended at a moment. */
interface Stand {
  readonly ended: number;
  readonly atS: number;
}

const endedOf = ({ succeeded, failed }: { succeeded: number; failed: number }): number =>
  succeeded + failed;

// A worker that was away for a while did what it tells of in all that time, not in the last second.
const standBefore = (
  worker: string,
  earlier: readonly StepRecord[],
  intervalMs: number,
): Stand | null => {
  for (const step of earlier) {
    const row = step.workers.find((known) => known.worker === worker);
    if (row !== undefined) return { ended: endedOf(row.ledger), atS: endOf(step, intervalMs) };
  }
  return null;
};

/** What each worker does, by its id: its users, and its requests a second since it was heard before. */
export const workersNow = ({ steps, intervalMs }: RunPicture): ReadonlyMap<string, WorkerNow> => {
  const newest = steps.at(-1);
  if (newest === undefined) return new Map();
  const earlier = steps.slice(0, -1).toReversed();
  const atS = endOf(newest, intervalMs);
  // A worker that was never heard before has just come, and had ended nothing.
  const begin = { ended: 0, atS: startOf(newest, intervalMs) };
  return new Map(
    newest.workers.map(({ worker, users, ledger }) => {
      const before = standBefore(worker, earlier, intervalMs) ?? begin;
      return [worker, { users, rps: (endedOf(ledger) - before.ended) / (atS - before.atS) }];
    }),
  );
};
