// `gadfly report`: the summary again, from a run's folder, its journal or its result; also of a run
// whose master was killed.
import { printable } from "@gadfly/master/console/printable";
import { formatSummary } from "@gadfly/master/console/summary";
import { writeCsvFiles } from "@gadfly/master/files/csv-files";
import { writeHtmlFile } from "@gadfly/master/files/html-file";
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { planIn, recordsOfResult } from "@gadfly/master/reports/html/report-source";
import { exitCodes } from "@gadfly/shared/errors/exit-codes";
import { RunHistory } from "@gadfly/shared/journal/run-history";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { CommandHandler } from "../command-context.ts";
import { styleOf } from "../console/terminal-size.ts";
import { lastLoadOf, namePlaces, writeReports } from "../report-files.ts";
import {
  chooseFile,
  followJournal,
  journalBeside,
  journalNeeded,
  resultOf,
} from "../report-sources.ts";
import { pageFolder } from "../web/page-folder.ts";

const withoutJournal =
  "Made from a result without its journal: the tables are complete, and charts have what its timeline knows of each second. Heat maps, further percentiles and chosen ranges need the journal.";

const writeCsv = (settings: { prefix: string; isFull: boolean }, file: string): void => {
  const records: JournalRecord[] = [];
  followJournal(journalNeeded(file, "--csv"), (record) => records.push(record));
  writeCsvFiles(settings, records);
};

/** Makes the report and gives its path. */
const writeHtml = async (path: string, file: string, result: ResultDocument): Promise<string> => {
  const journal = journalBeside(file);
  const history = new RunHistory();
  if (journal === null) for (const record of recordsOfResult(result)) history.add(record);
  else followJournal(journal, (record) => history.add(record));
  const notes = journal === null ? [withoutJournal] : [];
  await writeHtmlFile({ path, pageFolder }, { history, result, notes, log: [], commandLine: null });
  return path;
};

/** Runs `gadfly report`. */
export const reportCommand: CommandHandler<"report"> = async (context) => {
  const { positionals, stdout, stderr, env } = context;
  const [given = "."] = positionals;
  const file = chooseFile(given);
  const result = resultOf(file, stderr);
  const plan = planIn(recordsOfResult(result));
  const options =
    plan === null ? context.options : namePlaces(context.options, lastLoadOf(plan, result));
  writeReports(options, result);
  if (options.csv !== null) writeCsv({ prefix: options.csv, isFull: options.csvFullHistory }, file);
  const html = options.html === null ? null : await writeHtml(options.html, file, result);
  const output = options.json ? stderr : stdout;
  const summary = formatSummary(result, null, styleOf(output, env), true);
  output.write(`${summary.join("\n")}\n`);
  if (html !== null) output.write(`Report   ${printable(html)}\n`);
  if (options.json) stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return exitCodes.success;
};
