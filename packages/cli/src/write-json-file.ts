// --json-file: exactly the file that was named.
import { writeFileSync } from "node:fs";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";

/** Writes the result to `path`. */
export const writeJsonFile = (path: string, result: ResultDocument): void => {
  try {
    writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_RESULTS_UNWRITABLE", { path, reason }, { cause });
  }
};
