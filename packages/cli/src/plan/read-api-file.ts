// Reads the file that describes an API of the user's own: YAML or JSON, checked before anything is sent.
import { readFileSync } from "node:fs";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { type CustomApi, customApi } from "@gadfly/shared/plan/custom-api";
import { LineCounter, parseDocument } from "yaml";
import { apiProblems } from "./api-problems.ts";
import { describeIssue } from "./describe-issue.ts";

/** Reads and checks the file; throws one error that names every problem in it. */
export function readApiFile(path: string): CustomApi {
  return parseApiText(path, readText(path));
}

/** Checks the text of such a file. */
export function parseApiText(path: string, text: string): CustomApi {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) {
    const { line } = lines.linePos(syntaxError.pos[0]);
    throw invalid(path, [`line ${line}: ${firstLine(syntaxError.message)}`], syntaxError);
  }
  const value: unknown = document.toJS();
  const parsed = customApi.safeParse(value);
  if (!parsed.success) {
    const { issues } = parsed.error;
    throw invalid(
      path,
      issues.flatMap((issue) => describeIssue(issue, value)),
    );
  }
  const problems = apiProblems(parsed.data);
  if (problems.length > 0) throw invalid(path, problems);
  return parsed.data;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const facts = { path, option: "--api-file", reason };
    throw new GadflyError("GF_FILE_UNREADABLE", facts, { cause });
  }
}

function invalid(path: string, problems: readonly string[], cause?: unknown): GadflyError {
  return new GadflyError("GF_API_FILE_INVALID", { path, problems: problems.join("; ") }, { cause });
}

const firstLine = (text: string): string => (text.split("\n")[0] ?? text).replace(/[.:]$/, "");
