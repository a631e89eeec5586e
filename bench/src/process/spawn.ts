// Starts processes and never leaves one behind: each has a group of its own and an open pipe as stdin,
// and all that still run are ended when this process ends.
import { spawn, type ChildProcess } from "node:child_process";
import { pinned } from "./pin.ts";

/** What is started. */
export interface ChildSettings {
  readonly command: string;
  readonly args: readonly string[];
  /** Pin it to this core, where that can be done. */
  readonly core?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** How a process ended. */
export interface ChildEnd {
  /** Null: by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that was started. */
export interface Child {
  readonly pid: number;
  readonly ended: Promise<ChildEnd>;
  /** Waits until one of its outputs matches; rejects when it ends before that. */
  hasWritten(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Asks it to end and waits; after two seconds it is made to. */
  stop(): Promise<void>;
}

const patienceMs = 2_000;
/** Of each output, in an error. */
const longestQuote = 1_500;

const running = new Set<RunningChild>();

process.once("exit", () => {
  for (const child of running) child.signal("SIGKILL");
});

/** Ends every process that still runs. */
export async function stopAllChildren(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop()));
}

/** Starts a process. Settings of gadfly in our own environment are kept from it. */
export function startChild(settings: ChildSettings): Child {
  return new RunningChild(settings);
}

const plainEnvironment = (): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(GADFLY_|LOCUST_|OPENAI_|NODE_)/.test(name)),
  );

const spawnGroup = (settings: ChildSettings): ChildProcess => {
  const { command, args } = pinned(settings, settings.core);
  return spawn(command, args, {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    env: { ...plainEnvironment(), ...settings.env },
    ...(settings.folder === undefined ? {} : { cwd: settings.folder }),
  });
};

class RunningChild implements Child {
  readonly ended: Promise<ChildEnd>;
  readonly #settings: ChildSettings;
  readonly #child: ChildProcess;
  #stdout = "";
  #stderr = "";
  #hasEnded = false;
  #look: () => void = () => {};

  constructor(settings: ChildSettings) {
    this.#settings = settings;
    this.#child = spawnGroup(settings);
    running.add(this);
    this.#child.stdin?.on("error", () => {});
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
      this.#look();
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
      this.#look();
    });
    this.ended = this.#follow();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async hasWritten(pattern: RegExp, timeoutMs = 30_000): Promise<RegExpExecArray> {
    const find = (): RegExpExecArray | null =>
      pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => give(`did not write ${String(pattern)} in time`), timeoutMs);
      const settle = (): void => {
        clearTimeout(timer);
        this.#look = () => {};
      };
      const give = (what: string): void => {
        settle();
        reject(new Error(`${this.#describe()} ${what}:\n${this.#lastWords()}`));
      };
      this.#look = () => {
        const found = find();
        if (found === null && this.#hasEnded) return give(`ended without ${String(pattern)}`);
        if (found === null) return;
        settle();
        resolve(found);
      };
      this.#look();
    });
  }

  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    this.#child.stdin?.end();
    this.signal("SIGTERM");
    const timer = setTimeout(() => this.signal("SIGKILL"), patienceMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** To the whole group. */
  signal(signal: NodeJS.Signals): void {
    try {
      if (this.pid !== 0) process.kill(-this.pid, signal);
    } catch {
      // It is gone already.
    }
  }

  #describe(): string {
    return [this.#settings.command, ...this.#settings.args].join(" ");
  }

  #lastWords(): string {
    return `${this.#stdout.slice(-longestQuote)}${this.#stderr.slice(-longestQuote)}`;
  }

  #follow(): Promise<ChildEnd> {
    return new Promise((resolve) => {
      const end = (code: number | null): void => {
        this.#hasEnded = true;
        running.delete(this);
        this.#look();
        resolve({ code, stdout: this.#stdout, stderr: this.#stderr });
      };
      this.#child.once("error", (error) => {
        this.#stderr += error.message;
        end(null);
      });
      this.#child.once("close", end);
    });
  }
}
