// Builds the programs of `bench` that the tests of this folder start: simulated workers and what reports
// the health of a process.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "../support/repository-root.ts";

/** Called by vitest before the first test. */
export function setup(): void {
  const compiler = join(repositoryRoot, "node_modules/typescript/bin/tsc");
  const build = spawnSync(process.execPath, [compiler, "-b", "bench"], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  if (build.status !== 0) throw new Error(`Building bench failed:\n${build.stdout}${build.stderr}`);
}
