// One of the built programs on a host of the network, in a process group of its own, and never left behind.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "../../support/repository-root.ts";
import { type ProgramEnd, sendSignal } from "../../support/start-program.ts";
import { waitUntil } from "../../support/wait-until.ts";

/** What is started: `gadfly ARGS…`. */
export interface HostProgramSettings {
  readonly namespace: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A program that hangs is ended before its test gives up, even if nobody is there any more to do so. */
const timeLimit = ["timeout", "--signal=KILL", "50"];

/** Of each output, in an error. */
const longestQuote = 2000;

const gadfly = join(repositoryRoot, "packages/cli/bin/gadfly.js");

const runningGroups = new Set<number>();

process.once("exit", () => {
  for (const pid of runningGroups) sendSignal(-pid, "SIGKILL");
});

const isForeign = ([name]: readonly [string, unknown]): boolean =>
  !/^(GADFLY_|LOCUST_|OPENAI_|NODE_|FORCE_COLOR$|NO_COLOR$)/.test(name);

const startChild = ({ namespace, args, folder, env }: HostProgramSettings): ChildProcess =>
  spawn("ip", ["netns", "exec", namespace, ...timeLimit, process.execPath, gadfly, ...args], {
    cwd: folder,
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(isForeign)),
      // The tests count the requests of the load.
      GADFLY_PROBE: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });

/** A program that was started on a host. */
export class HostProgram implements AsyncDisposable {
  /** Settles when the process is gone and all of its output has been read. */
  readonly ended: Promise<ProgramEnd>;
  readonly #pid: number;
  readonly #command: string;
  #stdout = "";
  #stderr = "";
  #end: ProgramEnd | null = null;

  constructor(settings: HostProgramSettings) {
    const child = startChild(settings);
    this.#pid = child.pid ?? 0;
    this.#command = ["gadfly", ...settings.args].join(" ");
    this.ended = this.#follow(child);
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Waits until it has written something that matches, on either output. */
  async hasWritten(pattern: RegExp, timeoutMs = 20_000): Promise<RegExpExecArray> {
    const find = (): RegExpExecArray | null =>
      pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr);
    const what = `${this.#command} writes ${String(pattern)}`;
    await waitUntil(() => find() !== null || this.#end !== null, { timeoutMs, what });
    const found = find();
    if (found !== null) return found;
    const lastWords = `${this.#stdout.slice(-longestQuote)}${this.#stderr.slice(-longestQuote)}`;
    throw new Error(`${this.#command} ended without ${String(pattern)}:\n${lastWords}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    sendSignal(-this.#pid, "SIGKILL");
    await this.ended;
    runningGroups.delete(this.#pid);
  }

  #follow(child: ChildProcess): Promise<ProgramEnd> {
    const startedAtMs = performance.now();
    runningGroups.add(this.#pid);
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.#stdout += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#stderr += text));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        const durationMs = performance.now() - startedAtMs;
        this.#end = { code, signal, stdout: this.#stdout, stderr: this.#stderr, durationMs };
        resolve(this.#end);
      });
    });
  }
}
