// The one way in which anything becomes part of a run: written to the journal, then folded into the
// model. Listeners see the same records in the same order.
import type { Journal } from "../journal/journal-file.ts";
import type { JournalRecord, JournalRecordOf } from "../journal/journal-record.ts";
import { RunModel } from "../stats/run-model.ts";

/** The records of one run. */
export class RunBook {
  readonly model: RunModel;
  readonly #journal: Journal;

  constructor(journal: Journal, open: JournalRecordOf<"open">) {
    this.#journal = journal;
    this.model = new RunModel(open);
    this.#journal.write(open);
  }

  /** Appends a record. */
  write(record: JournalRecord): void {
    this.#journal.write(record);
    this.model.apply(record);
  }

  /** Appends an event at `t` seconds after the start. */
  event(t: number, kind: string, text: string, worker?: string): void {
    const record = { type: "event" as const, t, kind, text };
    this.write(worker === undefined ? record : { ...record, worker });
  }
}
