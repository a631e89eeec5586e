// One run of gadfly under one disturbance: a real master, one real worker on a core of its own, and a
// source that knows the truth.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gadflyProgram } from "../process/gadfly-program.ts";
import { type Child, startChild } from "../process/spawn.ts";
import { pacedModel } from "../source/model-name.ts";
import type { Source } from "../source/source.ts";
import { type Disturbance, disturb, type Lift } from "./disturbance.ts";
import type { Cell } from "./grid.ts";
import type { HonestyPoint } from "./point.ts";
import { readReportedRun } from "./reported-run.ts";
import { truthOf } from "./truth.ts";

/** Where the programs of a run live. */
export interface Cores {
  /** Master and source. */
  readonly others: number | undefined;
  /** The worker and its neighbours. */
  readonly worker: number | undefined;
}

/** What a run needs besides its cell. */
export interface RunSettings {
  readonly source: Source;
  readonly cores: Cores;
  readonly seconds: number;
}

const onCore = (core: number | undefined) => (core === undefined ? {} : { core });

/** The model that paces the answers of a cell. */
export const modelOf = ({ gapMs, ttftMs }: Pick<Cell, "gapMs" | "ttftMs">): string =>
  pacedModel({ itlUs: gapMs * 1000, ttftUs: ttftMs * 1000 });

/** Long enough for a worker that is throttled to a tenth of a core. */
const patienceMs = 60_000;

/** Users start within two seconds: all at once they would measure the setting up of connections. */
const spawnRateOf = (streams: number): string => String(Math.max(100, streams / 2));

const masterArgs = (cell: Cell, { source, seconds }: RunSettings, folder: string): string[] => {
  const link = ["--master-bind-host", "127.0.0.1", "--master-bind-port", "0"];
  const load = ["-u", String(cell.streams), "-r", spawnRateOf(cell.streams), "-t", `${seconds}s`];
  const request = ["-m", modelOf(cell), "-p", "16", "-o", String(cell.tokens), "--seed", "1"];
  const target = ["-H", source.origin, "--save-dir", folder, "--headless", "--only-summary"];
  const shape = cell.gapMs === 0 ? ["--no-stream"] : [];
  return ["master", ...target, ...link, ...load, ...request, ...shape];
};

const startMaster = async (
  args: readonly string[],
  cores: Cores,
): Promise<{ master: Child; port: string }> => {
  const master = startChild({ ...gadflyProgram(args), ...onCore(cores.others) });
  const [, port = ""] = await master.hasWritten(/Waiting for workers on port (\d+)/);
  return { master, port };
};

/** Disturbs the worker from the moment it is ready until the load ends; false where that cannot be done. */
const runDisturbed = async (
  master: Child,
  worker: Child,
  disturbance: Disturbance,
  core: number | undefined,
): Promise<boolean> => {
  await master.hasWritten(/reported as ready/);
  const lift: Lift | null = disturb({ pid: worker.pid, core }, disturbance);
  if (lift === null) return false;
  await master.hasWritten(/run-time limit reached/, patienceMs);
  await lift();
  await master.ended;
  return true;
};

const runCluster = async (cell: Cell, settings: RunSettings, folder: string): Promise<boolean> => {
  const { cores } = settings;
  const { master, port } = await startMaster(masterArgs(cell, settings, folder), cores);
  const worker = startChild({
    ...gadflyProgram(["worker", "--master-port", port]),
    ...onCore(cores.worker),
  });
  try {
    return await runDisturbed(master, worker, cell.disturbance, cores.worker);
  } finally {
    await Promise.all([master.stop(), worker.stop()]);
  }
};

const journalIn = async (folder: string): Promise<string> => {
  const [run] = await readdir(folder);
  if (run === undefined) throw new Error("the run kept no folder");
  return join(folder, run, "journal.gadfly");
};

/** Runs one cell of the grid; null where its disturbance is not to be had. */
export const runPoint = async (cell: Cell, settings: RunSettings): Promise<HonestyPoint | null> => {
  const folder = await mkdtemp(join(tmpdir(), "gadfly-honesty-"));
  try {
    await settings.source.reset();
    if (!(await runCluster(cell, settings, folder))) return null;
    const run = readReportedRun(await journalIn(folder));
    const { group, label, streams, gapMs } = cell;
    const latencies = truthOf(await settings.source.truth(), run.latencies);
    if (Object.keys(latencies).length === 0) throw new Error("nothing was measured in this run");
    return { group, label, streams, gapMs, worker: run.worker, latencies, verdict: run.verdict };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
