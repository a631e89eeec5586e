// Everything that a run will write, opened before anything is started: a folder or file that cannot be
// written is known before the load, not after it.
import { closeSync, existsSync, openSync, unlinkSync } from "node:fs";
import { CsvFiles } from "@gadfly/master/files/csv-files";
import { RecordFile } from "@gadfly/master/files/record-file";
import type { RunOutputs } from "@gadfly/master/files/run-outputs";
import { createRunFolder, discardRunFolder } from "@gadfly/master/journal/run-folder";
import type { RecordWatcher } from "@gadfly/master/run/run-book";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Plan } from "@gadfly/shared/plan/plan";
import { reportPaths, type ReportPlaces } from "./report-files.ts";

/** The options that say what is kept, and where. */
export interface OutputPlaces extends ReportPlaces {
  readonly csv?: string | null;
  readonly csvFullHistory?: boolean;
  readonly records?: string | null;
  readonly save: boolean;
  readonly saveDir: string;
}

/** Opens the file for appending, which changes nothing, and leaves no trace if it was not there. */
const checkWritable = (path: string): void => {
  const isNew = !existsSync(path);
  try {
    closeSync(openSync(path, "a"));
    if (isNew) unlinkSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_RESULTS_UNWRITABLE", { path, reason }, { cause });
  }
};

/** Makes the run's folder and the files that grow with it, and sees that every report can be written. */
export const openOutputs = (places: OutputPlaces, plan: Plan): RunOutputs => {
  for (const path of reportPaths(places)) checkWritable(path);
  const { csv = null, csvFullHistory = false, records = null, save, saveDir } = places;
  return {
    csv: csv === null ? null : new CsvFiles({ prefix: csv, isFull: csvFullHistory }),
    records: records === null ? null : new RecordFile(records),
    folder: save ? createRunFolder(saveDir, plan) : discardRunFolder,
  };
};

/** Who follows the records of the run. */
export const watchersOf = ({ csv }: RunOutputs): RecordWatcher[] =>
  csv === null ? [] : [(record, model) => csv.take(record, model)];

/** Says that a file is not complete; the run and its summary did not have to suffer for it. */
export const checkOutputs = ({ csv, records }: RunOutputs): void => {
  csv?.close();
  records?.close();
  const trouble = csv?.trouble ?? records?.trouble ?? null;
  if (trouble !== null) throw trouble;
};
