// Everything that a run will write, opened before anything is started: a folder or file that cannot be
// written is known before the load, not after it.
import { closeSync, existsSync, openSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { CsvFiles } from "@gadfly/master/files/csv-files";
import { HtmlFile } from "@gadfly/master/files/html-file";
import { RecordFile } from "@gadfly/master/files/record-file";
import { hasReportTemplate } from "@gadfly/master/files/report-template";
import type { RunOutputs } from "@gadfly/master/files/run-outputs";
import {
  createRunFolder,
  discardRunFolder,
  type RunFolder,
} from "@gadfly/master/journal/run-folder";
import type { NamedLoad } from "@gadfly/master/files/file-name";
import type { RecordWatcher } from "@gadfly/master/run/run-book";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import {
  type FilePlaces,
  lastLoadOf,
  type NamedFile,
  namePlaces,
  reportFiles,
} from "./report-files.ts";
import { pageFolder } from "./web/page-folder.ts";

/** The options that say what is kept, and where. */
export interface OutputPlaces extends FilePlaces {
  readonly csvFullHistory?: boolean;
  /** Where no other place is named, the HTML report goes into the run's folder. */
  readonly htmlInFolder?: boolean;
  readonly save: boolean;
  readonly saveDir: string;
}

/** Opens the file for appending, which changes nothing, and leaves no trace if it was not there. */
const checkWritable = ({ option, path }: NamedFile): void => {
  const isNew = !existsSync(path);
  try {
    closeSync(openSync(path, "a"));
    if (isNew) unlinkSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_OUTPUT_UNWRITABLE", { path, option, reason }, { cause });
  }
};

/** Name of the HTML report in a run's folder. */
const htmlFileName = "report.html";

const openHtml = (
  file: NamedFile,
  name: (result: ResultDocument) => string = () => file.path,
): HtmlFile => {
  checkWritable(file);
  return new HtmlFile(name, pageFolder);
};

/** Its last name is known when the run is over: users may be changed. */
const openNamedHtml = ({ html: given = null }: OutputPlaces, plan: Plan): HtmlFile | null => {
  if (given === null) return null;
  const nameFor = (load: NamedLoad) => namePlaces({ html: given, jsonFile: null }, load).html;
  return openHtml({ option: "--html", path: nameFor(plan) }, (result) =>
    nameFor(lastLoadOf(plan, result)),
  );
};

/** What nobody asked for by name is left out where the page was not built. */
const openHtmlIn = ({ path }: RunFolder, { htmlInFolder }: OutputPlaces): HtmlFile | null =>
  htmlInFolder === true && path !== null && hasReportTemplate(pageFolder)
    ? openHtml({ option: "--save-dir", path: join(path, htmlFileName) })
    : null;

/** Makes the run's folder and the files that grow with it, and sees that every report can be written. */
export const openOutputs = (given: OutputPlaces, plan: Plan): RunOutputs => {
  const places = namePlaces(given, plan);
  for (const file of reportFiles(places)) checkWritable(file);
  const { csv = null, csvFullHistory = false, records = null, save, saveDir } = places;
  const html = openNamedHtml(given, plan);
  const opened = {
    csv: csv === null ? null : new CsvFiles({ prefix: csv, isFull: csvFullHistory }),
    records: records === null ? null : new RecordFile(records),
  };
  const folder = save ? createRunFolder(saveDir, plan) : discardRunFolder;
  return { ...opened, folder, html: html ?? openHtmlIn(folder, places) };
};

/** Who follows the records of the run. */
export const watchersOf = ({ csv, html }: RunOutputs): RecordWatcher[] => [
  ...(csv === null ? [] : ([(record, model) => csv.take(record, model)] satisfies RecordWatcher[])),
  ...(html === null ? [] : ([(record) => html.take(record)] satisfies RecordWatcher[])),
];

/** Says that a file is not complete; the run and its summary did not have to suffer for it. */
export const checkOutputs = ({ csv, records }: RunOutputs): void => {
  csv?.close();
  records?.close();
  const trouble = csv?.trouble ?? records?.trouble ?? null;
  if (trouble !== null) throw trouble;
};
