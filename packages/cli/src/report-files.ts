// The files that are made from a result document: --json-file, --markdown, --junit. Each is exactly
// the file that was named.
import { writeFileSync } from "node:fs";
import { junitReport } from "@gadfly/master/reports/junit/junit-report";
import { markdownReport } from "@gadfly/master/reports/markdown/markdown-report";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";

/** Where each goes; null or absent: it is not written. */
export interface ReportPlaces {
  readonly jsonFile: string | null;
  readonly markdown?: string | null;
  readonly junit?: string | null;
}

const jsonReport = (result: ResultDocument): string => `${JSON.stringify(result, null, 2)}\n`;

const formats: readonly [keyof ReportPlaces, (result: ResultDocument) => string][] = [
  ["jsonFile", jsonReport],
  ["markdown", markdownReport],
  ["junit", junitReport],
];

/** The files that will be written, so that it can be seen before a run whether they can be. */
export const reportPaths = (places: ReportPlaces): string[] =>
  formats.flatMap(([key]) => places[key] ?? []);

const write = (path: string, content: string): void => {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_RESULTS_UNWRITABLE", { path, reason }, { cause });
  }
};

/** Writes all that were asked for. */
export const writeReports = (places: ReportPlaces, result: ResultDocument): void => {
  for (const [key, format] of formats) {
    const path = places[key] ?? null;
    if (path !== null) write(path, format(result));
  }
};
