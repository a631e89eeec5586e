// Installs the engine into this folder when it is not there yet: the package as it is locked, without its
// optional parts, which are builds for every processor and graphics card, and the one build for this
// machine's processor.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of this suite; the engine is in its node_modules. */
export const suiteFolder = join(import.meta.dirname, "..");

const enginePackage = "node-llama-cpp";

/** The builds by platform and processor, as Node names them. */
const builds: Readonly<Record<string, string>> = {
  "linux-x64": "@node-llama-cpp/linux-x64",
  "linux-arm64": "@node-llama-cpp/linux-arm64",
  "darwin-arm64": "@node-llama-cpp/mac-arm64-metal",
};

const installTimeoutMs = 300_000;

const installFlags = [
  "--no-save",
  "--omit=optional",
  // What the engine's own script would do is look for a compiler.
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

const wantedVersion = (): string =>
  String(field(field(readJson("package.json"), "dependencies"), enginePackage));

const isInstalled = (name: string, version: string): boolean => {
  try {
    return field(readJson("node_modules", name, "package.json"), "version") === version;
  } catch {
    return false;
  }
};

/** npm's own complaint, in one line. */
const lastComplaint = (stderr: string): string =>
  stderr
    .split("\n")
    .filter((line) => /^npm error (?!A complete log)/.test(line))
    .map((line) => line.slice("npm error ".length))
    .at(0) ?? "npm said nothing";

function install(packageName: string): string | null {
  // `npm ci` takes no package beyond the lock's, and would have the optional ones all or none.
  const { status, stderr, error } = spawnSync(
    "npm",
    ["install", packageName, "--prefix", ".", ...installFlags],
    { cwd: suiteFolder, encoding: "utf8", timeout: installTimeoutMs },
  );
  if (error !== undefined) return error.message;
  return status === 0 ? null : lastComplaint(stderr);
}

/** Makes sure that the engine is there; or says in half a sentence why it is not. */
export function installEngine(say: (text: string) => void): string | null {
  const platform = `${process.platform}-${process.arch}`;
  const build = builds[platform];
  if (build === undefined)
    return `there is no build of ${enginePackage} for ${platform} in this suite`;
  const version = wantedVersion();
  if ([enginePackage, build].every((name) => isInstalled(name, version))) return null;
  say(`installing ${enginePackage} ${version} and its build for ${platform}`);
  const complaint = install(`${build}@${version}`);
  return complaint === null ? null : `${build} ${version} cannot be installed (${complaint})`;
}
