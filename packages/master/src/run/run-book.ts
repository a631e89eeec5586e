// The one way in which anything becomes part of a run: written to the journal, then folded into the
// model. A disk that refuses does not end the run: what was measured is still shown, and the loss of
// the file is said.
import { isGadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Logger } from "@gadfly/shared/logging/logger";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { RunFolder } from "../journal/run-folder.ts";
import type { JournalRecord, JournalRecordOf } from "../journal/journal-record.ts";
import { RunModel } from "../stats/run-model.ts";
import type { RunTrouble } from "./run-trouble.ts";

/** Is told of every record once it is written and folded, the open record first. */
export type RecordWatcher = (record: JournalRecord, model: RunModel) => void;

/** The records of one run. */
export class RunBook {
  readonly model: RunModel;
  readonly #folder: RunFolder;
  readonly #logger: Logger;
  readonly #watchers: readonly RecordWatcher[];
  #trouble: RunTrouble | null = null;

  constructor(
    folder: RunFolder,
    logger: Logger,
    open: JournalRecordOf<"open">,
    watchers: readonly RecordWatcher[] = [],
  ) {
    this.#folder = folder;
    this.#logger = logger;
    this.#watchers = watchers;
    this.model = new RunModel(open);
    this.#keep(() => folder.journal.write(open));
    for (const watch of watchers) watch(open, this.model);
  }

  /** Why the files of this run are not complete, or null. */
  get trouble(): RunTrouble | null {
    return this.#trouble;
  }

  /** Appends a record. */
  write(record: JournalRecord): void {
    this.#keep(() => this.#folder.journal.write(record));
    this.model.apply(record);
    for (const watch of this.#watchers) watch(record, this.model);
  }

  /** Appends an event at `t` seconds after the start. */
  event(t: number, kind: string, text: string, worker?: string): void {
    const record = { type: "event" as const, t, kind, text };
    this.write(worker === undefined ? record : { ...record, worker });
  }

  /** Saves the result and closes the journal. */
  close(result: ResultDocument): void {
    this.#keep(() => this.#folder.saveResult(result));
    this.#keep(() => this.#folder.journal.close());
  }

  /** Nothing was measured: leaves no files behind. */
  discard(): void {
    this.#keep(() => this.#folder.discard());
  }

  #keep(act: () => void): void {
    if (this.#trouble !== null) return;
    try {
      act();
    } catch (cause) {
      if (!isGadflyError(cause)) throw cause;
      this.#trouble = cause;
      this.#logger.error(`${cause.message} The run goes on; its files end here.`);
    }
  }
}
