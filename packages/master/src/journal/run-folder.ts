// The folder of one run: gadfly-results/<run id>/ with plan, journal and result.
import { linkSync, mkdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { createJournalFile, discardJournal, type Journal } from "./journal-file.ts";

/** Name of the journal in a run's folder. */
export const journalFileName = "journal.gadfly";
/** Name of the result in a run's folder. */
export const resultFileName = "result.json";

/** Where a run's files go. */
export interface RunFolder {
  /** null with --no-save. */
  readonly path: string | null;
  readonly journal: Journal;
  saveResult(result: ResultDocument): void;
  /** Closes the journal and removes everything. */
  discard(): void;
}

/** Keeps nothing. */
export const discardRunFolder: RunFolder = {
  path: null,
  journal: discardJournal,
  saveResult: () => {},
  discard: () => {},
};

const unwritable = (path: string, cause: unknown): GadflyError =>
  new GadflyError(
    "GF_RESULTS_UNWRITABLE",
    { path, reason: cause instanceof Error ? cause.message : String(cause) },
    { cause },
  );

/** Does something with files; what the disk refuses becomes an error with a remedy. */
const writing = <T>(path: string, act: () => T): T => {
  try {
    return act();
  } catch (cause) {
    throw unwritable(path, cause);
  }
};

/** Makes the folder and opens the journal before the run starts, so that a full disk is known then. */
export const createRunFolder = (resultsDir: string, plan: Plan): RunFolder => {
  const path = join(resultsDir, plan.runId);
  // Whole or not at all: what a full disk cut short must not be taken for a result.
  const writeNew = (name: string, content: unknown): void => {
    const unfinished = join(path, `.${name}.part`);
    writeFileSync(unfinished, `${JSON.stringify(content, null, 2)}\n`);
    linkSync(unfinished, join(path, name));
    unlinkSync(unfinished);
  };
  return writing(path, () => {
    mkdirSync(resultsDir, { recursive: true });
    mkdirSync(path);
    writeNew("plan.json", plan);
    const journal = createJournalFile(join(path, journalFileName));
    return {
      path,
      journal: {
        write: (record) => writing(path, () => journal.write(record)),
        close: () => writing(path, () => journal.close()),
      },
      saveResult: (result) => writing(path, () => writeNew(resultFileName, result)),
      discard: () =>
        writing(path, () => {
          journal.close();
          rmSync(path, { recursive: true });
        }),
    };
  });
};
