// The files of a run: what each is for, and where it comes from.
import { resultCsv } from "@gadfly/shared/result/result-csv";
import { quoteForShell } from "@gadfly/shared/options/describe/quote-for-shell";
import { program } from "@gadfly/shared/units/program-words";
import type { RunPicture } from "../run-picture.ts";

/** One file. */
export interface RunFile {
  readonly title: string;
  readonly about: string;
  readonly name: string;
  /** A path of the master, or what the file holds. */
  readonly from: { readonly path: string } | { readonly text: string; readonly mediaType: string };
}

/** Files that can be had: from the master, or in a report from what is in it. */
export const runFiles = (picture: RunPicture): readonly RunFile[] => {
  const name = picture.runId ?? "run";
  if (picture.report !== null) return filesOfReport(picture.report, name);
  return picture.tables === null ? [] : filesOfMaster(name);
};

/** The command that still makes a report when nothing can be fetched; null: nothing is on the disk. */
export const reportCommand = ({ status, runId }: RunPicture): string | null => {
  const folder = status?.folder ?? null;
  if (folder === null) return null;
  return `${program} report ${quoteForShell(folder)} --html ${quoteForShell(`${runId ?? "run"}.html`)}`;
};

const filesOfReport = (
  { result }: NonNullable<RunPicture["report"]>,
  name: string,
): readonly RunFile[] => [
  {
    title: "Result as JSON",
    about: "Every figure of the run by a published schema, for programs.",
    name: `${name}.json`,
    from: { text: `${JSON.stringify(result, null, 2)}\n`, mediaType: "application/json" },
  },
  {
    title: "Metrics as CSV",
    about: "One row a metric with its percentiles, for a spreadsheet.",
    name: `${name}.csv`,
    from: { text: resultCsv(result), mediaType: "text/csv" },
  },
];

const filesOfMaster = (name: string): readonly RunFile[] => [
  {
    title: "HTML report",
    about:
      "This page with the run inside, as one file to mail or keep; it opens without a network.",
    name: `${name}.html`,
    from: { path: "/api/report.html" },
  },
  {
    title: "Result as JSON",
    about: "Every figure of the run by a published schema, for programs and gadfly compare.",
    name: `${name}.json`,
    from: { path: "/api/result" },
  },
  {
    title: "Metrics as CSV",
    about: "One row a metric with its percentiles, for a spreadsheet.",
    name: `${name}.csv`,
    from: { path: "/api/result.csv" },
  },
  {
    title: "Journal",
    about:
      "Everything as it happened, second by second; gadfly report makes any other file from it.",
    name: `${name}.gadfly`,
    from: { path: "/api/journal" },
  },
  {
    title: "Statistics for Locust's readers",
    about: "CSV with the columns of Locust's _stats.csv.",
    name: `${name}_stats.csv`,
    from: { path: "/stats/requests/csv" },
  },
  {
    title: "Failures for Locust's readers",
    about: "CSV with the columns of Locust's _failures.csv.",
    name: `${name}_failures.csv`,
    from: { path: "/stats/failures/csv" },
  },
];
