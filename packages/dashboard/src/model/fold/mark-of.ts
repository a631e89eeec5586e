// Which records of a journal are moments that charts point out, and what is to be read there.
import type { JournalRecord, JournalRecordOf } from "@gadfly/shared/journal/journal-record";
import type { Mark, MarkKind } from "../run-picture.ts";

const kindsOfEvents: Readonly<Record<string, MarkKind>> = {
  workerJoined: "join",
  workerReturned: "join",
  workerLost: "loss",
  workerLeft: "loss",
  workerSilent: "loss",
  workerUnfit: "loss",
  loadChanged: "change",
};

const phaseTexts: Readonly<Record<JournalRecordOf<"phase">["phase"], string>> = {
  spawning: "Users start",
  running: "All users run",
  stopping: "Stopping",
  drained: "The last request has ended",
};

/** The moment that a record is about; null: none, or another record tells of it. */
export const markOf = (record: JournalRecord): Mark | null => {
  if (record.type === "phase")
    return { t: record.t, kind: "phase", text: phaseTexts[record.phase] };
  if (record.type === "reset") return { t: record.t, kind: "reset", text: "Statistics were reset" };
  // Every reset has a record of its own, also the one at the end of the ramp.
  if (record.type !== "event" || record.kind === "statsReset") return null;
  return { t: record.t, kind: kindsOfEvents[record.kind] ?? "other", text: record.text };
};
