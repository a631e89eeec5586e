// Reads one run for a comparison: its result, and its journal where there is one. A journal is read again
// when it is cut into blocks, so that no more than one is ever in memory.
import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type {
  ComparedInput,
  CompareWindow,
  JournalPart,
} from "@gadfly/master/compare/compared-input";
import { cutBlocks, intervalRange } from "@gadfly/master/compare/run-blocks";
import { readJournalFile } from "@gadfly/master/journal/journal-file";
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { journalFileName, resultFileName } from "@gadfly/master/journal/run-folder";
import { isNotFailed } from "@gadfly/master/stats/metric-tables";
import { foldRecords, type RunModel } from "@gadfly/master/stats/run-model";
import { histogramMetricNames } from "@gadfly/shared/metrics/metric-registry";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { readResultFile, unreadable } from "../read-result-file.ts";
import { resultOfJournal } from "../result-of-journal.ts";

/** The two files of a run; one of them may be missing. */
interface RunFiles {
  readonly result: string | null;
  readonly journal: string | null;
}

const findFiles = (path: string): RunFiles => {
  if (!existsSync(path)) throw unreadable(path, "it does not exist");
  const isFolder = statSync(path).isDirectory();
  const folder = isFolder ? path : dirname(path);
  const ifThere = (name: string): string | null => {
    const file = join(folder, name);
    return existsSync(file) ? file : null;
  };
  if (!isFolder)
    return path.endsWith(".json")
      ? { result: path, journal: ifThere(journalFileName) }
      : { result: null, journal: path };
  const files = { result: ifThere(resultFileName), journal: ifThere(journalFileName) };
  if (files.result === null && files.journal === null)
    throw unreadable(path, `it has neither ${resultFileName} nor ${journalFileName}`);
  return files;
};

const readRecords = (path: string): readonly JournalRecord[] => {
  const content = readJournalFile(path);
  if (!content.ok) throw unreadable(path, content.error);
  return content.value.records;
};

const foldFile = (path: string): RunModel => {
  const model = foldRecords(readRecords(path));
  if (model === null) throw unreadable(path, "it ends before its first record");
  return model;
};

const partOf = (path: string, model: RunModel, window: CompareWindow): JournalPart => {
  const { intervalMs } = model.open.plan;
  const isSteady = window === "steady" && model.steady.toS > model.steady.fromS;
  const { store, fromS } = isSteady ? model.steady : model.all;
  const range = intervalRange(fromS, isSteady ? model.steady.toS : model.elapsedS, intervalMs);
  const histograms = new Map(
    histogramMetricNames.map((name) => [name, store.sumOf(name, isNotFailed)]),
  );
  return {
    intervals: range.end - range.begin,
    intervalMs,
    histograms,
    cut: (length) => cutBlocks(readRecords(path), range, { length, intervalMs }),
  };
};

/** What a run is called: its folder, or its file where that has a name of its own. */
const nameOf = (path: string, { run }: ResultDocument): string => {
  const name = basename(resolve(path));
  if (name === resultFileName || name === journalFileName) return run.id;
  return name.replace(/\.json$/u, "");
};

/** Reads one run; throws the error that says what is wrong with its files. */
export const loadRun = (path: string, window: CompareWindow): ComparedInput => {
  const files = findFiles(path);
  const given = files.result === null ? null : readResultFile(files.result);
  const model = files.journal === null ? null : foldFile(files.journal);
  // A result that was copied beside the journal of another run has none.
  const own = model !== null && (given?.run.id ?? model.open.plan.runId) === model.open.plan.runId;
  const result = given ?? (model === null ? null : resultOfJournal(model));
  if (result === null) throw unreadable(path, "it holds no run");
  const journal =
    own && model !== null && files.journal !== null ? partOf(files.journal, model, window) : null;
  return { name: nameOf(path, result), path, result, journal };
};

/** Reads all of them; of runs with one name the later get a number. */
export const loadRuns = (paths: readonly string[], window: CompareWindow): ComparedInput[] => {
  const seen = new Map<string, number>();
  return paths.map((path) => {
    const input = loadRun(path, window);
    const count = (seen.get(input.name) ?? 0) + 1;
    seen.set(input.name, count);
    return count === 1 ? input : { ...input, name: `${input.name}#${count}` };
  });
};
