// A real master and two real workers under a steady load, each of which reports its heap to a file.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gadflyProgram } from "../process/gadfly-program.ts";
import { startChild, type Child } from "../process/spawn.ts";
import { pacedModel } from "../source/model-name.ts";
import type { Source } from "../source/source.ts";
import { readOwnKb } from "./own-memory.ts";
import { readHealth, reportingTo } from "./process-health.ts";
import type { Sample } from "./trend.ts";

/** What was seen of one process, in MB. */
export interface WatchedProcess {
  readonly name: string;
  readonly own: readonly Sample[];
  readonly heap: readonly Sample[];
}

/** Two seconds a request: much is begun and ended, and much is open. */
const request = { itlUs: 40_000, ttftUs: 40_000, tokens: 50 };
const users = 200;
const samplePeriodMs = 5_000;
const bytesPerMb = 1_000_000;
const kbPerMb = bytesPerMb / 1_024;

const masterArgs = (source: Source, seconds: number): string[] => [
  "master",
  "--headless",
  "--master-bind-host=127.0.0.1",
  "--master-bind-port=0",
  "--expect-workers=2",
  `--host=${source.origin}`,
  `--model=${pacedModel(request)}`,
  // The source is known, and counts what it serves.
  "--provider=openai",
  "--no-probe",
  `--users=${users}`,
  "--spawn-rate=100",
  "--prompt-tokens=64",
  `--max-tokens=${request.tokens}`,
  `--run-time=${seconds}s`,
];

interface Watched {
  readonly name: string;
  readonly child: Child;
  readonly healthFile: string;
  readonly own: Sample[];
}

/** Starts, watches and stops the cluster. */
export class WatchedCluster {
  readonly #source: Source;
  readonly #folder = mkdtempSync(join(tmpdir(), "gadfly-bench-"));
  readonly #processes: Watched[] = [];

  constructor(source: Source) {
    this.#source = source;
  }

  /** Runs for so many seconds; `looked` is called at every look, with what has passed. */
  async run(seconds: number, looked: (elapsedS: number) => void): Promise<WatchedProcess[]> {
    const master = this.#start("master", masterArgs(this.#source, seconds));
    const [, port = ""] = await master.hasWritten(/Waiting for workers on port (\d+)/);
    for (const name of ["worker 1", "worker 2"])
      this.#start(name, ["worker", "--processes=1", `--master-port=${port}`]);
    await master.hasWritten(/All users spawned/);
    const startedAtMs = Date.now();
    const timer = setInterval(() => {
      const elapsedS = (Date.now() - startedAtMs) / 1_000;
      for (const watched of this.#processes) look(watched, elapsedS);
      looked(elapsedS);
    }, samplePeriodMs);
    const end = await Promise.race(this.#processes.map(({ child }) => child.ended));
    clearInterval(timer);
    if (end.code !== 0) throw new Error(`a process ended with ${end.code}:\n${end.stderr}`);
    return this.#processes.map((watched) => ({
      name: watched.name,
      own: watched.own,
      heap: toHeapSamples(watched.healthFile, startedAtMs),
    }));
  }

  /** Ends everything. */
  async close(): Promise<void> {
    for (const { child } of this.#processes) await child.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #start(name: string, args: readonly string[]): Child {
    const healthFile = join(this.#folder, `${name}.health`);
    const env = reportingTo(healthFile);
    const child = startChild({ ...gadflyProgram(args), folder: this.#folder, env });
    this.#processes.push({ name, child, healthFile, own: [] });
    return child;
  }
}

const look = ({ child, own }: Watched, t: number): void => {
  try {
    own.push({ t, value: readOwnKb(child.pid) / kbPerMb });
  } catch {
    // It has just ended.
  }
};

const toHeapSamples = (file: string, startedAtMs: number): Sample[] =>
  readHealth(file)
    .map(({ atMs, heapBytes }) => ({
      t: (atMs - startedAtMs) / 1_000,
      value: heapBytes / bytesPerMb,
    }))
    .filter(({ t }) => t > 0);
