// Programs from PyPI, each in an environment of its own in the user's cache, where the next run finds it.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const cacheFolder = (): string =>
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "gadfly-stock-servers");

const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: "ignore" }).status === 0;

/**
 * Makes sure that a requirement, with its exact version, is installed, and gives the folder of its programs;
 * null when it cannot be had here. It may compile for many minutes, so it gives way to everything else.
 */
export function ensureEnvironment(requirement: string, say: (text: string) => void): string | null {
  const folder = join(cacheFolder(), requirement.replaceAll(/[^\w.-]+/g, "-"));
  const programs = join(folder, "bin");
  const mark = join(folder, "is-complete");
  if (existsSync(mark)) return programs;
  say(`installing ${requirement} into ${folder}; this may take many minutes`);
  const isMade =
    works("python3", "-m", "venv", folder) &&
    works("nice", "-n", "19", join(programs, "pip"), "install", requirement);
  if (!isMade) {
    say(`skipped the tests with ${requirement}: it cannot be installed here`);
    return null;
  }
  writeFileSync(mark, "");
  return programs;
}
