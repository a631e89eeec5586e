// Locust's CSV files on disk: the history is appended to, the others are replaced as a whole, so that
// a reader never meets half a table.
import {
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { JournalRecord } from "../journal/journal-record.ts";
import { CsvHistory, historyHeader } from "../reports/csv/csv-history.ts";
import { exceptionsCsv, failuresCsv, statsCsv } from "../reports/csv/csv-tables.ts";
import { RunModel } from "../stats/run-model.ts";

/** What --csv and --csv-full-history say. */
export interface CsvSettings {
  readonly prefix: string;
  readonly isFull: boolean;
}

/** The tables that are written anew; the part of the name before `.csv`, and the content. */
const tables: readonly [name: string, content: (model: RunModel) => string][] = [
  ["stats", statsCsv],
  ["failures", failuresCsv],
  ["exceptions", exceptionsCsv],
];

/** Catching up, many intervals close at once; the tables are worth writing once. */
const shortestPauseMs = 500;

/** The files of one run. A disk that refuses ends the files, not the run: see `trouble`. */
export class CsvFiles {
  readonly #prefix: string;
  readonly #isFull: boolean;
  readonly #history: CsvHistory;
  readonly #historyFile: number;
  #writtenAtMs = Number.NEGATIVE_INFINITY;
  #trouble: GadflyError | null = null;
  #isOpen = true;

  /** Makes the files, with nothing but their heads; throws where they cannot be. */
  constructor({ prefix, isFull }: CsvSettings) {
    this.#prefix = prefix;
    this.#isFull = isFull;
    this.#history = new CsvHistory(isFull);
    try {
      mkdirSync(dirname(prefix), { recursive: true });
      // What an earlier run left under these names must not be taken for this one's.
      for (const [name] of tables) writeFileSync(this.#pathOf(name), "");
      this.#historyFile = openSync(this.#pathOf("stats_history"), "w");
      writeSync(this.#historyFile, historyHeader());
    } catch (cause) {
      throw unwritable(prefix, cause);
    }
  }

  /** Where the rows of every interval are, by name; null: only those of the aggregate are kept. */
  get fullHistoryPath(): string | null {
    return this.#isFull ? this.#pathOf("stats_history") : null;
  }

  /** Why the files are not complete, or null. */
  get trouble(): GadflyError | null {
    return this.#trouble;
  }

  /** A record has become part of the run. */
  take(record: JournalRecord, model: RunModel): void {
    if (!this.#isOpen || this.#trouble !== null) return;
    try {
      this.#write(record, model);
    } catch (cause) {
      this.#trouble = unwritable(this.#prefix, cause);
    }
    if (record.type === "end") this.close();
  }

  /** Writes no more; what the run has so far is there. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#historyFile);
  }

  /** The tables as they are now. */
  writeTables(model: RunModel): void {
    for (const [name, content] of tables) {
      const unfinished = `${this.#pathOf(name)}.part`;
      try {
        writeFileSync(unfinished, content(model));
        renameSync(unfinished, this.#pathOf(name));
      } catch (cause) {
        discard(unfinished);
        throw cause;
      }
    }
  }

  #write(record: JournalRecord, model: RunModel): void {
    const lines = this.#history.take(record, model);
    if (lines !== "") writeSync(this.#historyFile, lines);
    const isDue = performance.now() - this.#writtenAtMs >= shortestPauseMs;
    if (record.type !== "end" && !(record.type === "interval" && isDue)) return;
    this.#writtenAtMs = performance.now();
    this.writeTables(model);
  }

  #pathOf(name: string): string {
    return `${this.#prefix}_${name}.csv`;
  }
}

/** The same from the records of a run that is over, also of one without an end. */
export const writeCsvFiles = (settings: CsvSettings, records: readonly JournalRecord[]): void => {
  const [open, ...rest] = records;
  if (open?.type !== "open") return;
  const files = new CsvFiles(settings);
  const model = new RunModel(open);
  for (const record of rest) {
    model.apply(record);
    files.take(record, model);
  }
  if (model.end === null && files.trouble === null) files.writeTables(model);
  files.close();
  if (files.trouble !== null) throw files.trouble;
};

const discard = (path: string): void => {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
};

const unwritable = (path: string, cause: unknown): GadflyError => {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GadflyError("GF_OUTPUT_UNWRITABLE", { path, option: "--csv", reason }, { cause });
};
