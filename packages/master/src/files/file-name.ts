// The name of a file that a run writes, with Locust's placeholders. They mean the same in every option.
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Plan } from "@gadfly/shared/plan/plan";

/** What the name of a file may tell of its run. */
export type NamedLoad = Pick<Plan, "runTimeMs"> & {
  readonly runId: string;
  readonly load: Pick<Plan["load"], "users" | "spawnRate">;
};

/** A name as it was given, and the option that gave it. */
export interface GivenName {
  readonly option: string;
  readonly path: string;
}

/** Of a run that somebody else recorded the id may be anything; it names a file, and no folder. */
const toFileName = (runId: string): string => runId.replace(/[^\w.-]/gu, "_");

/**
 * Puts users, spawn rate, seconds and run id in place of {u}, {r}, {t} and {id}; without a time limit {t}
 * stays. Throws where another word stands in braces: a file with that name is what nobody wants.
 */
export const fileNameOf = (
  { option, path }: GivenName,
  { load, runTimeMs, runId }: NamedLoad,
): string => {
  const words: Readonly<Record<string, string>> = {
    "{u}": String(load.users),
    "{r}": String(load.spawnRate),
    "{t}": runTimeMs === null ? "{t}" : String(runTimeMs / 1000),
    "{id}": toFileName(runId),
  };
  return path.replace(/\{\w*\}/gu, (word) => {
    const value = words[word];
    if (value === undefined) throw new GadflyError("GF_FILE_NAME_UNKNOWN", { path, option, word });
    return value;
  });
};
