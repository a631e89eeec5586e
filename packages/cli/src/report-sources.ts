// Where `gadfly report` finds a run: the result of one that ended in order, the journal of one that did
// not, and both for whatever needs the seconds of the run too.
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { followJournalFile } from "@gadfly/master/journal/journal-file";
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { journalFileName, resultFileName } from "@gadfly/master/journal/run-folder";
import { RunModel } from "@gadfly/master/stats/run-model";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { TextOutput } from "./command-context.ts";
import { readResultFile, unreadable } from "./read-result-file.ts";
import { resultOfJournal } from "./result-of-journal.ts";

/** The file that tells most: a finished run's result, else the journal. */
export const chooseFile = (path: string): string => {
  if (!existsSync(path)) throw unreadable(path, "it does not exist");
  if (!statSync(path).isDirectory()) return path;
  const candidates = [resultFileName, journalFileName].map((name) => join(path, name));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined)
    throw unreadable(path, `it has neither ${resultFileName} nor ${journalFileName}`);
  return found;
};

/** The journal that belongs to a file; null: there is none beside the result. */
export const journalBeside = (file: string): string | null => {
  if (!file.endsWith(".json")) return file;
  const journal = join(dirname(file), journalFileName);
  return existsSync(journal) ? journal : null;
};

/** The same where nothing can be done without it. */
export const journalNeeded = (file: string, what: string): string => {
  const journal = journalBeside(file);
  if (journal !== null) return journal;
  throw unreadable(file, `${what} is made from ${journalFileName}, which is not beside it`);
};

/** Hands on every record; the answer is how many bytes at the end are no whole record. */
export const followJournal = (path: string, take: (record: JournalRecord) => void): number => {
  const torn = followJournalFile(path, take);
  if (!torn.ok) throw unreadable(path, torn.error);
  return torn.value;
};

const rebuild = (path: string, stderr: TextOutput): ResultDocument => {
  const fold: { model: RunModel | null } = { model: null };
  const tornBytes = followJournal(path, (record) => {
    if (fold.model !== null) fold.model.apply(record);
    else if (record.type === "open") fold.model = new RunModel(record);
    else throw unreadable(path, "it does not begin with its first record");
  });
  const { model } = fold;
  if (model === null) throw unreadable(path, "it ends before its first record");
  if (tornBytes > 0)
    stderr.write(`note: the last ${tornBytes} bytes of the journal are no whole record\n`);
  if (model.end === null)
    stderr.write("note: the run did not end in order; this is what its journal holds\n");
  return resultOfJournal(model);
};

/** The result document of a file, made anew from a journal. */
export const resultOf = (file: string, stderr: TextOutput): ResultDocument =>
  file.endsWith(".json") ? readResultFile(file) : rebuild(file, stderr);
