// Installs the packages of this suite, as they are locked, when they are not there yet.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of this suite; its packages are in its node_modules. */
export const suiteFolder = join(import.meta.dirname, "..");

const installTimeoutMs = 180_000;

const installFlags = [
  "--ignore-scripts",
  "--no-audit",
  // Where there is no registry, npm would try for minutes.
  "--fetch-retries=1",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=2000",
];

const readJson = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(suiteFolder, ...path), "utf8"));

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

const wantedVersions = (): [string, unknown][] =>
  Object.entries(Object(field(readJson("package.json"), "dependencies")));

const isInstalled = ([name, version]: [string, unknown]): boolean => {
  try {
    return field(readJson("node_modules", name, "package.json"), "version") === version;
  } catch {
    return false;
  }
};

/** Makes sure that the packages are there. */
export function installPackages(say: (text: string) => void): void {
  const wanted = wantedVersions();
  if (wanted.every(isInstalled)) return;
  say(`installing ${wanted.map(([name, version]) => `${name} ${String(version)}`).join(", ")}`);
  const { status, stderr, error } = spawnSync("npm", ["ci", "--prefix", ".", ...installFlags], {
    cwd: suiteFolder,
    encoding: "utf8",
    timeout: installTimeoutMs,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`The packages of this suite cannot be installed:\n${stderr}`);
}
