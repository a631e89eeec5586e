// The files that are made from a run, besides its folder: what they are called, and those that are made
// from a result document alone: --json-file, --markdown, --junit.
import { writeFileSync } from "node:fs";
import { fileNameOf, type NamedLoad } from "@gadfly/master/files/file-name";
import { junitReport } from "@gadfly/master/reports/junit/junit-report";
import { markdownReport } from "@gadfly/master/reports/markdown/markdown-report";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { askedUsersOf } from "@gadfly/shared/result/result-words";

/** Where each goes; null or absent: it is not written. */
export interface ReportPlaces {
  readonly jsonFile: string | null;
  readonly markdown?: string | null;
  readonly junit?: string | null;
}

/** The same of every file that has a name of its own. */
export interface FilePlaces extends ReportPlaces {
  readonly csv?: string | null;
  readonly records?: string | null;
  readonly html?: string | null;
}

const flags: Readonly<Record<keyof FilePlaces, string>> = {
  jsonFile: "--json-file",
  markdown: "--markdown",
  junit: "--junit",
  csv: "--csv",
  records: "--records",
  html: "--html",
};

const isPlace = (key: string): key is keyof FilePlaces => Object.hasOwn(flags, key);

/** What the names of files tell that are written when the run is over: the users asked for last. */
export const lastLoadOf = (load: NamedLoad, result: ResultDocument): NamedLoad => ({
  ...load,
  load: { ...load.load, users: askedUsersOf(result).last },
});

/** The same places with the run's figures in their names. */
export const namePlaces = <Places extends FilePlaces>(places: Places, load: NamedLoad): Places => ({
  ...places,
  ...Object.fromEntries(
    Object.entries(places).flatMap(([key, path]: [string, unknown]) =>
      isPlace(key) && typeof path === "string"
        ? [[key, fileNameOf({ option: flags[key], path }, load)]]
        : [],
    ),
  ),
});

const jsonReport = (result: ResultDocument): string => `${JSON.stringify(result, null, 2)}\n`;

const formats: readonly [keyof ReportPlaces, (result: ResultDocument) => string][] = [
  ["jsonFile", jsonReport],
  ["markdown", markdownReport],
  ["junit", junitReport],
];

/** A file that will be written, and the option that says so. */
export interface NamedFile {
  readonly option: string;
  readonly path: string;
}

/** The files that will be written, so that it can be seen before a run whether they can be. */
export const reportFiles = (places: ReportPlaces): NamedFile[] =>
  formats.flatMap(([key]) => {
    const path = places[key] ?? null;
    return path === null ? [] : [{ option: flags[key], path }];
  });

const write = ({ option, path }: NamedFile, content: string): void => {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_OUTPUT_UNWRITABLE", { path, option, reason }, { cause });
  }
};

/** Writes all that were asked for. */
export const writeReports = (places: ReportPlaces, result: ResultDocument): void => {
  for (const [key, format] of formats) {
    const path = places[key] ?? null;
    if (path !== null) write({ option: flags[key], path }, format(result));
  }
};
