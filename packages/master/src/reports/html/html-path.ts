// The name of a report file with Locust's placeholders.
import type { Plan } from "@gadfly/shared/plan/plan";

/** What the name of a report may tell of its run. */
export type NamedLoad = Pick<Plan, "runTimeMs"> & {
  readonly runId: string;
  readonly load: Pick<Plan["load"], "users" | "spawnRate">;
};

/** Of a run that somebody else recorded the id may be anything; it names a file, and no folder. */
const toFileName = (runId: string): string => runId.replace(/[^\w.-]/gu, "_");

/** Puts users, spawn rate, seconds and run id in place of {u}, {r}, {t} and {id}; without a time limit {t} stays. */
export const htmlPath = (path: string, { load, runTimeMs, runId }: NamedLoad): string => {
  const words: Readonly<Record<string, string | null>> = {
    "{u}": String(load.users),
    "{r}": String(load.spawnRate),
    "{t}": runTimeMs === null ? null : String(runTimeMs / 1000),
    "{id}": toFileName(runId),
  };
  return path.replace(/\{(?:u|r|t|id)\}/gu, (word) => words[word] ?? word);
};
