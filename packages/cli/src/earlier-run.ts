// The run before this one, to compare with. Run ids begin with their time, so the newest is the last.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { resultFileName } from "@gadfly/master/journal/run-folder";
import { z } from "zod";

const resultWithRequests = z.looseObject({
  ledger: z.looseObject({ started: z.int().positive() }),
});

/** Whether a run ended and had sent something; a file that cannot be read is no result. */
const hasMeasured = (folder: string): boolean => {
  try {
    const text = readFileSync(join(folder, resultFileName), "utf8");
    return resultWithRequests.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
};

/** The folder of the newest run with numbers beside this one; null: there is none. */
export const earlierRun = (folder: string | null): string | null => {
  if (folder === null) return null;
  const all = dirname(folder);
  const name = readdirSync(all)
    .filter((other) => other < basename(folder))
    .toSorted()
    .findLast((other) => hasMeasured(join(all, other)));
  return name === undefined ? null : join(all, name);
};
