// The files of a run that grow with it, opened before anything is started.
import type { RunFolder } from "../journal/run-folder.ts";
import type { CsvFiles } from "./csv-files.ts";
import type { HtmlFile } from "./html-file.ts";
import type { RecordFile } from "./record-file.ts";

/** What a run writes while it goes on. */
export interface RunOutputs {
  readonly folder: RunFolder;
  readonly csv: CsvFiles | null;
  readonly records: RecordFile | null;
  readonly html: HtmlFile | null;
}
