// Reads the result of a run; whatever is wrong with the file is one sentence that names it.
import { readFileSync } from "node:fs";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { resultDocument, type ResultDocument } from "@gadfly/shared/result/result-schema";

/** A run that cannot be read, and why. */
export const unreadable = (path: string, reason: string): GadflyError =>
  new GadflyError("GF_JOURNAL_UNREADABLE", { path, reason });

/** Reads a result document. */
export const readResultFile = (path: string): ResultDocument => {
  try {
    const parsed = resultDocument.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw unreadable(path, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a result"}`);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw unreadable(path, cause.message);
    throw cause;
  }
};
