// A program of gadfly in a folder of its own, whose processor time, memory and event loop are watched.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gadflyProgram } from "../../bench/src/process/gadfly-program.ts";
import { readCpuUs, readRssKb } from "../../bench/src/process/proc-stat.ts";
import { startChild, type Child, type ChildEnd } from "../../bench/src/process/spawn.ts";
import { readHealth, reportingTo } from "../../bench/src/soak/process-health.ts";

/** What a stretch of its life cost. */
export interface Cost {
  /** Share of one core. */
  readonly cpu: number;
  readonly rssMb: number;
  /** The worst of all reports so far. */
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
}

/** Of an output, in an error. */
const longestQuote = 1_500;

/** A program that was started. */
export class WatchedProgram implements AsyncDisposable {
  readonly #name: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "gadfly-scale-"));
  readonly #child: Child;
  #since: { readonly atMs: number; readonly cpuUs: number };

  constructor(name: string, args: readonly string[]) {
    this.#name = name;
    const env = reportingTo(this.#healthFile);
    this.#child = startChild({ ...gadflyProgram(args), folder: this.#folder, env });
    this.#since = { atMs: performance.now(), cpuUs: 0 };
  }

  get #healthFile(): string {
    return join(this.#folder, "health");
  }

  /** Settles when it has ended. */
  get ended(): Promise<ChildEnd> {
    return this.#child.ended;
  }

  /** Rejects when it ends, with its last words: to be raced against what should come true before. */
  async diesEarly(): Promise<never> {
    const { code, stderr } = await this.ended;
    throw new Error(`${this.#name} ended with ${String(code)}:\n${stderr.slice(-longestQuote)}`);
  }

  /** Waits until it has written something. */
  hasWritten(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#child.hasWritten(pattern, 60_000);
  }

  /** The port on which it waits for workers. */
  async port(): Promise<number> {
    const [, port] = await this.hasWritten(/Waiting for workers on port (\d+)/);
    return Number(port);
  }

  /** Processor time counts from here. */
  beginWindow(): void {
    this.#since = { atMs: performance.now(), cpuUs: readCpuUs(this.#child.pid) };
  }

  /** What the time since `beginWindow` cost; also printed. */
  endWindow(): Cost {
    const { pid } = this.#child;
    const tookUs = (performance.now() - this.#since.atMs) * 1_000;
    const lines = readHealth(this.#healthFile);
    const cost = {
      cpu: (readCpuUs(pid) - this.#since.cpuUs) / tookUs,
      rssMb: readRssKb(pid) / 1_024,
      loopDelayP99Ms: Math.max(0, ...lines.map(({ loopDelayP99Ms }) => loopDelayP99Ms)),
      loopDelayMaxMs: Math.max(0, ...lines.map(({ loopDelayMaxMs }) => loopDelayMaxMs)),
    };
    say(
      `${this.#name}: ${(cost.cpu * 100).toFixed(0)} % of a core, ${cost.rssMb.toFixed(0)} MB, ` +
        `event loop late by ${cost.loopDelayP99Ms} ms at p99, ${cost.loopDelayMaxMs} ms at most`,
    );
    return cost;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A line for whoever reads the log of the tests. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
