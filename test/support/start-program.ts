// Starts one of the built programs as users do, in a process group of its own, and never leaves it behind.
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.ts";
import { waitUntil } from "./wait-until.ts";

/** The programs in packages/cli/bin. */
export type ProgramName = "gadfly" | "master" | "worker";

/** What is started. */
export interface ProgramSettings {
  readonly name: ProgramName;
  readonly args: readonly string[];
  /** The working folder. */
  readonly folder: string;
  /** Added to an environment without any variable that gadfly reads. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ended after this time, if it still runs; 30 s when left out. */
  readonly longestLifeMs?: number;
}

/** How a program ended, with everything that it wrote. */
export interface ProgramEnd {
  /** null: ended by a signal. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** How long it ran. */
  readonly durationMs: number;
}

/** A program that hangs is ended before its test gives up, so that the test can say so and clean up. */
const usualLongestLifeMs = 30_000;

/** Of each output, in an error. */
const longestQuote = 1500;

const runningGroups = new Set<number>();

/** Sends a signal to a process or, with a negative number, to a group; false when it is gone. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

process.once("exit", () => {
  for (const pid of runningGroups) sendSignal(-pid, "SIGKILL");
});

const isForeignVariable = (name: string): boolean => !/^(GADFLY_|LOCUST_|OPENAI_|NODE_)/.test(name);

/** Ours, without any variable that gadfly reads. */
export const plainEnvironment = (): Record<string, string | undefined> => {
  const { NO_COLOR: _noColour, FORCE_COLOR: _forceColour, ...rest } = process.env;
  const foreign = Object.entries(rest).filter(([name]) => isForeignVariable(name));
  // Most tests count the requests that a server got; those of the probe are not of the load.
  // And two programs of two tests must not want the same port for their pages.
  return { ...Object.fromEntries(foreign), GADFLY_PROBE: "0", GADFLY_WEB_PORT: "0" };
};

/** A program that was started. */
export class Program implements AsyncDisposable {
  readonly pid: number;
  /** Settles when the process is gone and all of its output has been read. */
  readonly ended: Promise<ProgramEnd>;
  readonly #settings: ProgramSettings;
  #stdout = "";
  #stderr = "";
  #end: ProgramEnd | null = null;

  constructor(settings: ProgramSettings) {
    this.#settings = settings;
    const child = startChild(settings);
    this.pid = child.pid ?? 0;
    this.ended = this.#follow(child);
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** To this process alone. */
  signal(signal: NodeJS.Signals): void {
    sendSignal(this.pid, signal);
  }

  /** To this process and its children, as a terminal does with Ctrl-C. */
  signalGroup(signal: NodeJS.Signals): void {
    sendSignal(-this.pid, signal);
  }

  /** Waits until it has written something that matches, on either output. */
  async hasWritten(pattern: RegExp, timeoutMs = 15_000): Promise<RegExpExecArray> {
    const find = (): RegExpExecArray | null =>
      pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr);
    await waitUntil(() => find() !== null || this.#end !== null, {
      timeoutMs,
      what: `${this.#describe()} writes ${String(pattern)}`,
    });
    const found = find();
    if (found !== null) return found;
    throw new Error(`${this.#describe()} ended without ${String(pattern)}:\n${this.#lastWords()}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signalGroup("SIGKILL");
    await this.ended;
    runningGroups.delete(this.pid);
  }

  #lastWords(): string {
    return `${this.#stdout.slice(-longestQuote)}${this.#stderr.slice(-longestQuote)}`;
  }

  #describe(): string {
    const { name, args } = this.#settings;
    return [name, ...args].join(" ");
  }

  #follow(child: ChildProcess): Promise<ProgramEnd> {
    const startedAtMs = performance.now();
    const { longestLifeMs = usualLongestLifeMs } = this.#settings;
    runningGroups.add(this.pid);
    const deadline = setTimeout(() => {
      this.#stderr += `\n(the test ended this program: it ran for longer than ${longestLifeMs} ms)\n`;
      this.signalGroup("SIGKILL");
    }, longestLifeMs);
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.#stdout += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#stderr += text));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        clearTimeout(deadline);
        const durationMs = performance.now() - startedAtMs;
        this.#end = { code, signal, stdout: this.#stdout, stderr: this.#stderr, durationMs };
        resolve(this.#end);
      });
    });
  }
}

const startChild = ({ name, args, folder, env = {} }: ProgramSettings): ChildProcess =>
  spawn(process.execPath, [join(repositoryRoot, "packages/cli/bin", `${name}.js`), ...args], {
    cwd: folder,
    env: { ...plainEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
