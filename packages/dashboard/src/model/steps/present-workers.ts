// Who took part at the end of a step, and with how many users. Remembered with the step until it becomes
// known that somebody was away.
import type { WorkerInterval } from "@gadfly/shared/journal/journal-record";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import type { Absence } from "../run-picture.ts";

/** Users and requests at the end of a step. */
export interface Presence {
  readonly users: number;
  readonly workers: number;
  readonly inFlight: number;
}

const isAwayAt = (absences: readonly Absence[], worker: string, t: number): boolean =>
  absences.some(
    ({ worker: away, fromS, toS }) => away === worker && t >= fromS && (toS === null || t < toS),
  );

const count = (step: StepRecord, endS: number, absences: readonly Absence[]): Presence => {
  // A worker may have reported an interval in two parts: the later one is newer.
  const rows = [
    ...new Map(step.workers.map((row): [string, WorkerInterval] => [row.worker, row])).values(),
  ];
  const present = rows.filter(({ worker }) => !isAwayAt(absences, worker, endS));
  return {
    users: present.reduce((sum, { users }) => sum + users, 0),
    workers: present.length,
    inFlight: rows.reduce((sum, { ledger }) => sum + ledger.inFlight, 0),
  };
};

interface Remembered {
  readonly endS: number;
  readonly absences: readonly Absence[];
  readonly presence: Presence;
}

const remembered = new WeakMap<StepRecord, Remembered>();

/** What the workers say; users of a lost one are others' by then, and do not count twice. */
export const presenceOf = (
  step: StepRecord,
  endS: number,
  absences: readonly Absence[],
): Presence => {
  const known = remembered.get(step);
  if (known?.absences === absences && known.endS === endS) return known.presence;
  const presence = count(step, endS, absences);
  remembered.set(step, { endS, absences, presence });
  return presence;
};
