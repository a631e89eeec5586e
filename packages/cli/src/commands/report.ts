// `gadfly report`: the summary again, from a run's folder, its journal or its result; also of a run
// whose master was killed.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { formatSummary } from "@gadfly/master/console/summary";
import { writeCsvFiles } from "@gadfly/master/files/csv-files";
import type { JournalContent } from "@gadfly/master/journal/journal-format";
import { readJournalFile } from "@gadfly/master/journal/journal-file";
import { journalFileName, resultFileName } from "@gadfly/master/journal/run-folder";
import { buildResult } from "@gadfly/master/stats/result-builder";
import { foldRecords } from "@gadfly/master/stats/run-model";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { exitCodes } from "@gadfly/shared/errors/exit-codes";
import { resultDocument, type ResultDocument } from "@gadfly/shared/result/result-schema";
import type { CommandHandler, TextOutput } from "../command-context.ts";
import { styleOf } from "../console/terminal-size.ts";
import { writeReports } from "../report-files.ts";

const unreadable = (path: string, reason: string): GadflyError =>
  new GadflyError("GF_JOURNAL_UNREADABLE", { path, reason });

/** The file that tells most: a finished run's result, else the journal. */
const chooseFile = (path: string): string => {
  if (!existsSync(path)) throw unreadable(path, "it does not exist");
  if (!statSync(path).isDirectory()) return path;
  const candidates = [resultFileName, journalFileName].map((name) => join(path, name));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined)
    throw unreadable(path, `it has neither ${resultFileName} nor ${journalFileName}`);
  return found;
};

const readResult = (path: string): ResultDocument => {
  try {
    const parsed = resultDocument.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw unreadable(path, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a result"}`);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw unreadable(path, cause.message);
    throw cause;
  }
};

/** Says in the document itself, too, that it comes from a journal without an end. */
const markCut = (result: ResultDocument): ResultDocument => {
  const text = "the journal ends here: the master did not end in order";
  const { status, reasons } = result.verdict;
  return {
    ...result,
    verdict: {
      status: status === "VALID" ? "SUSPECT" : status,
      reasons: [{ code: "journal_cut", text }, ...reasons],
    },
    events: [...result.events, { t: result.run.durationS, kind: "journalCut", text }],
  };
};

const readJournal = (path: string): JournalContent => {
  const content = readJournalFile(path);
  if (!content.ok) throw unreadable(path, content.error);
  return content.value;
};

/** The tables of every second are in no result. */
const journalOf = (file: string): string => {
  if (!file.endsWith(".json")) return file;
  const journal = join(dirname(file), journalFileName);
  if (existsSync(journal)) return journal;
  throw unreadable(file, `--csv is made from ${journalFileName}, which is not beside it`);
};

const rebuild = (path: string, stderr: TextOutput): ResultDocument => {
  const { records, tornBytes } = readJournal(path);
  const model = foldRecords(records);
  if (model === null) throw unreadable(path, "it ends before its first record");
  if (tornBytes > 0)
    stderr.write(`note: the last ${tornBytes} bytes of the journal are no whole record\n`);
  if (model.end === null)
    stderr.write("note: the run did not end in order; this is what its journal holds\n");
  const result = buildResult(model);
  return model.end === null ? markCut(result) : result;
};

/** Runs `gadfly report`. */
export const reportCommand: CommandHandler<"report"> = async (context) => {
  const { options, positionals, stdout, stderr, env } = context;
  const [given = "."] = positionals;
  const file = chooseFile(given);
  const result = file.endsWith(".json") ? readResult(file) : rebuild(file, stderr);
  writeReports(options, result);
  if (options.csv !== null) {
    const settings = { prefix: options.csv, isFull: options.csvFullHistory };
    writeCsvFiles(settings, readJournal(journalOf(file)).records);
  }
  const output = options.json ? stderr : stdout;
  output.write(`${formatSummary(result, null, styleOf(output, env)).join("\n")}\n`);
  if (options.json) stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return exitCodes.success;
};
