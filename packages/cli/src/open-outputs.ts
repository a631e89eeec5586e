// Everything that a run will write, opened before anything is started: a folder or file that cannot be
// written is known before the load, not after it.
import { closeSync, existsSync, openSync, unlinkSync } from "node:fs";
import {
  createRunFolder,
  discardRunFolder,
  type RunFolder,
} from "@gadfly/master/journal/run-folder";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Plan } from "@gadfly/shared/plan/plan";
import { reportPaths, type ReportPlaces } from "./report-files.ts";

/** The options that say what is kept, and where. */
export interface OutputPlaces extends ReportPlaces {
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

/** Makes the run's folder, and sees that every report can be written. */
export const openOutputs = (places: OutputPlaces, plan: Plan): RunFolder => {
  for (const path of reportPaths(places)) checkWritable(path);
  const { save, saveDir } = places;
  return save ? createRunFolder(saveDir, plan) : discardRunFolder;
};
