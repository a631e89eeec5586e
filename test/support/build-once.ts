// Builds the programs once before the end-to-end tests, which run what users run: packages/cli/bin.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.ts";

const steps = [
  "node_modules/typescript/bin/tsc -b",
  "scripts/bundle-programs.mjs",
  "scripts/build-page.mjs",
];

/** Called by vitest before the first test of a project that names this file. */
export function setup(): void {
  for (const step of steps) run(step);
}

function run(step: string): void {
  const [program = "", ...rest] = step.split(" ");
  const build = spawnSync(process.execPath, [join(repositoryRoot, program), ...rest], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  if (build.status === 0) return;
  throw new Error(`The build failed, so there is nothing to test:\n${build.stdout}${build.stderr}`);
}
