// The run before this one, to compare with. Run ids begin with their time, so the newest is the last.
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { resultFileName } from "@gadfly/master/journal/run-folder";

/** The folder of the newest finished run beside this one; null: there is none. */
export const earlierRun = (folder: string | null): string | null => {
  if (folder === null) return null;
  const all = dirname(folder);
  const name = readdirSync(all)
    .filter((other) => other < basename(folder))
    .toSorted()
    .findLast((other) => existsSync(join(all, other, resultFileName)));
  return name === undefined ? null : join(all, name);
};
