// What each worker does at this moment.
import type { RunPicture } from "../run-picture.ts";

/** What a worker does at this moment. */
export interface WorkerNow {
  readonly users: number;
  readonly rps: number;
}

/** What each worker does, by its id: its users, and the requests that ended in the newest step. */
export const workersNow = ({ steps, intervalMs }: RunPicture): ReadonlyMap<string, WorkerNow> => {
  const newest = steps.at(-1);
  if (newest === undefined) return new Map();
  const before = new Map(steps.at(-2)?.workers.map((row) => [row.worker, endedOf(row.ledger)]));
  const seconds = (newest.length * intervalMs) / 1000;
  return new Map(
    newest.workers.map(({ worker, users, ledger }) => [
      worker,
      { users, rps: (endedOf(ledger) - (before.get(worker) ?? 0)) / seconds },
    ]),
  );
};

const endedOf = ({ succeeded, failed }: { succeeded: number; failed: number }): number =>
  succeeded + failed;
