// The HTML report of a run on disk.
import { writeFileSync } from "node:fs";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { RunHistory } from "@gadfly/shared/journal/run-history";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { JournalRecord } from "../journal/journal-record.ts";
import { htmlReport } from "../reports/html/html-report.ts";
import { endedStatus, planIn } from "../reports/html/report-source.ts";
import { readReportTemplate } from "./report-template.ts";

/** What the records do not tell. */
export interface HtmlFileWords {
  readonly log: readonly string[];
  /** The command line of the run; null where nobody knows it. */
  readonly commandLine: string | null;
  readonly notes: readonly string[];
}

/** Everything that such a file is made from. */
export interface HtmlFileContent extends HtmlFileWords {
  readonly history: RunHistory;
  readonly result: ResultDocument;
}

const write = async (
  path: string,
  template: string,
  { history, result, commandLine, log, notes }: HtmlFileContent,
): Promise<void> => {
  const { records, steps } = history;
  const status = endedStatus(result, planIn(records), commandLine);
  const html = await htmlReport(template, { result, records, steps, status, log, notes });
  try {
    writeFileSync(path, html);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_OUTPUT_UNWRITABLE", { path, option: "--html", reason }, { cause });
  }
};

/** Writes the report of a run that is over. */
export const writeHtmlFile = (
  { path, pageFolder }: { path: string; pageFolder: string },
  content: HtmlFileContent,
): Promise<void> => write(path, readReportTemplate(pageFolder), content);

/** The report of a run under way: follows its records in bounded memory, and is written at the end. */
export class HtmlFile {
  readonly #name: (result: ResultDocument) => string;
  readonly #template: string;
  readonly #history = new RunHistory();

  /** `name`: its path, once it is known what the run was. Throws where there is no page to put it into. */
  constructor(name: (result: ResultDocument) => string, pageFolder: string) {
    this.#name = name;
    this.#template = readReportTemplate(pageFolder);
  }

  /** Takes the next record. */
  take(record: JournalRecord): void {
    this.#history.add(record);
  }

  /** Writes the file and gives its path. */
  async write(result: ResultDocument, words: HtmlFileWords): Promise<string> {
    const path = this.#name(result);
    await write(path, this.#template, { history: this.#history, result, ...words });
    return path;
  }
}
