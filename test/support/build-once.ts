// Builds the programs once before the end-to-end tests, which run what users run: packages/cli/bin.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.ts";

const compiler = join(repositoryRoot, "node_modules/typescript/bin/tsc");

/** Called by vitest before the first test of a project that names this file. */
export function setup(): void {
  const build = spawnSync(process.execPath, [compiler, "-b"], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  if (build.status !== 0)
    throw new Error(
      `The build failed, so there is nothing to test:\n${build.stdout}${build.stderr}`,
    );
}
