// Which workers were lost at a moment. By then others run their users, so these must not count twice.
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";

/** Whether a worker was lost, `t` seconds after the start. */
export type IsAbsent = (worker: string, t: number) => boolean;

/** What the records tell of losses and returns. */
export const absencesOf = (records: readonly JournalRecord[]): IsAbsent => {
  const changes = records.flatMap((record) =>
    record.type === "lost" || record.type === "returned" ? [record] : [],
  );
  return (worker, t) =>
    changes.findLast((change) => change.worker === worker && change.t <= t)?.type === "lost";
};
