// Starts `gadfly` on a terminal of its own, types on it, changes its size, and sees what stands on it.
// The terminal is Python's pty; where there is no Python, `whyNoTerminal` says so.
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.ts";
import { plainEnvironment, sendSignal } from "./start-program.ts";
import { TerminalEmulator } from "./terminal-emulator.ts";
import { waitUntil } from "./wait-until.ts";

const probe = spawnSync("python3", ["-c", "import pty, os; os.waitstatus_to_exitcode"]);

/** null: there are terminals to be had. */
export const whyNoTerminal =
  probe.status === 0 ? null : "python3 with pty is missing: no tests on a real terminal";

/** What is started. */
export interface PtySettings {
  readonly args: readonly string[];
  readonly folder: string;
  readonly columns: number;
  readonly rows: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Longer than any test here. */
const longestLifeMs = 40_000;

/** A program on a terminal. */
export class PtyProgram implements AsyncDisposable {
  readonly terminal: TerminalEmulator;
  /** Settles with the exit code when all has been read. */
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #deadline: NodeJS.Timeout;
  #raw = "";
  #trouble: Error | null = null;
  #isOver = false;

  constructor(settings: PtySettings) {
    this.terminal = new TerminalEmulator(settings.columns, settings.rows);
    this.#child = startHost(settings);
    this.#child.stdin.on("error", () => {});
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => this.#take(text));
    this.ended = new Promise((resolve) => {
      this.#child.once("close", (code) => {
        this.#isOver = true;
        resolve(code);
      });
    });
    this.#deadline = setTimeout(() => this.#kill(), longestLifeMs);
  }

  /** Everything that was written, escapes and all. */
  get raw(): string {
    return this.#raw;
  }

  /** All lines, those that have scrolled off first. */
  get text(): string {
    return [...this.terminal.scrolledOff, ...this.terminal.lines].join("\n");
  }

  /** Types. */
  press(keys: string): void {
    this.#child.stdin.write(`${JSON.stringify({ keys })}\n`);
  }

  /** Gives the terminal another size. */
  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    this.#child.stdin.write(`${JSON.stringify({ size: [columns, rows] })}\n`);
  }

  /** Waits until the screen, without what has scrolled off, shows something. */
  async shows(pattern: RegExp, timeoutMs = 20_000): Promise<string[]> {
    const found = (): boolean => !this.terminal.isInUpdate && pattern.test(this.#onScreen());
    await waitUntil(() => found() || this.#isOver || this.#trouble !== null, {
      timeoutMs,
      what: `the terminal shows ${String(pattern)}`,
    });
    this.check();
    if (!found()) throw new Error(`no ${String(pattern)} on the terminal:\n${this.text}`);
    return this.terminal.lines;
  }

  /** Throws if anything was written that we do not write. */
  check(): void {
    if (this.#trouble !== null) throw this.#trouble;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#deadline);
    if (!this.#isOver) this.#kill();
    await this.ended;
  }

  #onScreen(): string {
    return this.terminal.lines.join("\n");
  }

  #take(text: string): void {
    this.#raw += text;
    try {
      this.terminal.write(text);
    } catch (cause) {
      this.#trouble ??= cause instanceof Error ? cause : new Error(String(cause));
    }
  }

  /** The program hangs up with its terminal. */
  #kill(): void {
    sendSignal(-(this.#child.pid ?? 0), "SIGKILL");
  }
}

const startHost = ({ args, folder, columns, rows, env = {} }: PtySettings) =>
  spawn(
    "python3",
    [
      join(repositoryRoot, "test/support/pty-host.py"),
      String(columns),
      String(rows),
      process.execPath,
      join(repositoryRoot, "packages/cli/bin/gadfly.js"),
      ...args,
    ],
    {
      cwd: folder,
      env: { ...plainEnvironment(), TERM: "xterm-256color", ...env },
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    },
  );
