// The files in `bench/results`, one per suite, formatted as the rest of the repository.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "oxfmt";
import { parseOpenResult, type OpenResult } from "./open-result.ts";

const rootPath = (path: string): string =>
  fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const fileOf = (suite: string): string => `bench/results/${suite}.json`;

const readPrintWidth = (): number => {
  const settings: unknown = JSON.parse(readFileSync(rootPath(".oxfmtrc.json"), "utf8"));
  if (typeof settings !== "object" || settings === null || !("printWidth" in settings)) return 80;
  return Number(settings.printWidth);
};

/**
 * The results of these suites, in this order; those that were never measured are left out.
 * @public Called from scripts/generate-docs.mjs.
 */
export const readResults = (suites: readonly string[]): OpenResult[] =>
  suites
    .map(fileOf)
    .filter((file) => existsSync(rootPath(file)))
    .map((file) => parseOpenResult(readFileSync(rootPath(file), "utf8"), file));

/** Writes the result of a suite; returns its path in the repository. */
export async function writeResult(result: OpenResult): Promise<string> {
  const file = fileOf(result.result.suite);
  const { code, errors } = await format(file, JSON.stringify(result, null, 2), {
    printWidth: readPrintWidth(),
  });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  mkdirSync(rootPath("bench/results"), { recursive: true });
  writeFileSync(rootPath(file), code);
  return file;
}
