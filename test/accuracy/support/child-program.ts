// Runs one of the programs of this suite as a process of its own, so that its event loop is its own. The
// programs are bundled from their sources first: Node 20 reads no TypeScript.
import { spawn, type ChildProcess } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import type { RecordedRequest } from "../programs/recorded-request.ts";

/** The programs in test/accuracy/programs. */
export type ChildName = "control-reader" | "recording-worker";

// Modules of CommonJS inside a bundle still ask for Node's own modules by `require`.
const requireForCommonJs =
  'import { createRequire as createRequireHere } from "node:module"; const require = createRequireHere(import.meta.url);';

const bundle = async (name: ChildName): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, `../programs/${name}.ts`)],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    conditions: ["@gadfly/source"],
    banner: { js: requireForCommonJs },
    write: false,
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
};

const bundles = new Map<ChildName, Promise<string>>();

const bundleOnce = (name: ChildName): Promise<string> => {
  const known = bundles.get(name) ?? bundle(name);
  bundles.set(name, known);
  return known;
};

const isRequestList = (value: unknown): value is RecordedRequest[] => Array.isArray(value);

/** What is started, with settings of the kind that the program takes. */
export interface ChildSettings {
  readonly name: ChildName;
  readonly folder: string;
  readonly settings: { readonly file: string };
}

/** A program that was started; it writes the requests that it saw when it ends. */
export class ChildProgram implements AsyncDisposable {
  readonly #settings: ChildSettings;
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;

  constructor(path: string, settings: ChildSettings) {
    this.#settings = settings;
    this.#child = spawn(process.execPath, [path, JSON.stringify(settings.settings)], {
      stdio: ["pipe", "ignore", "inherit"],
    });
    this.#child.stdin?.on("error", () => {});
    this.#exited = new Promise((resolve, reject) => {
      this.#child.once("error", reject);
      this.#child.once("exit", resolve);
    });
  }

  /** Tells it that nobody is there any more. */
  endInput(): void {
    this.#child.stdin?.end();
  }

  /** What it saw, once it has ended. */
  async requests(): Promise<RecordedRequest[]> {
    const { name, settings } = this.#settings;
    const code = await this.#exited;
    if (code !== 0) throw new Error(`${name} ended with exit code ${String(code)}`);
    const value: unknown = JSON.parse(await readFile(settings.file, "utf8"));
    if (!isRequestList(value)) throw new Error(`${settings.file} holds no list of requests`);
    return value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill("SIGKILL");
    await this.#exited;
  }
}

/** Starts a program of this suite. */
export async function startChild(settings: ChildSettings): Promise<ChildProgram> {
  const path = join(settings.folder, `${settings.name}.mjs`);
  await writeFile(path, await bundleOnce(settings.name));
  return new ChildProgram(path, settings);
}
