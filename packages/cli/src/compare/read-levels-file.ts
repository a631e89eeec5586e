// Reads the file of --levels: YAML or JSON, checked whole; every problem is named with its place.
import { readFileSync } from "node:fs";
import { levelsFile, type LevelsFile } from "@gadfly/shared/compare/levels-file";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { LineCounter, parseDocument } from "yaml";
import type { core } from "zod";

/** Reads and checks the file. */
export function readLevelsFile(path: string): LevelsFile {
  return parseLevelsText(path, readText(path));
}

/** Checks the text of such a file. */
export function parseLevelsText(path: string, text: string): LevelsFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) {
    const { line } = lines.linePos(syntaxError.pos[0]);
    throw invalid(path, [`line ${line}: ${firstLine(syntaxError.message)}`]);
  }
  const parsed = levelsFile.safeParse(document.toJS());
  if (!parsed.success) throw invalid(path, parsed.error.issues.map(describeProblem));
  const empty = parsed.data.systems.filter(({ levels, runs }) => levels.length + runs.length === 0);
  if (empty.length > 0)
    throw invalid(
      path,
      empty.map(({ name }) => `system '${name}' has neither levels nor runs`),
    );
  return parsed.data;
}

/** `systems.0.levels.2.qps` is read as "systems 1, levels 3, qps". */
const describeProblem = (issue: core.$ZodIssue): string => {
  const place = issue.path
    .map((part) => (typeof part === "number" ? ` ${part + 1}` : `, ${String(part)}`))
    .join("")
    .replace(/^, /u, "");
  const name = place === "" ? "the file" : place;
  if (issue.code === "unrecognized_keys")
    return `${name} has the unknown ${issue.keys.map((key) => `'${key}'`).join(", ")}`;
  return `${name}: ${firstLine(issue.message)}`;
};

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_FILE_UNREADABLE", { path, option: "--levels", reason }, { cause });
  }
}

const invalid = (path: string, problems: readonly string[]): GadflyError =>
  new GadflyError("GF_LEVELS_FILE_INVALID", { path, problems: problems.join("; ") });

const firstLine = (text: string): string => (text.split("\n")[0] ?? text).replace(/[.:]$/u, "");
