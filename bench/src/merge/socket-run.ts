// A real `gadfly master` and simulated workers on real sockets: what a snapshot costs the master's
// process, heartbeats, acknowledgements, journal and live view included.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gadflyProgram } from "../process/gadfly-program.ts";
import { readCpuUs } from "../process/proc-stat.ts";
import { startChild, type Child } from "../process/spawn.ts";
import {
  startSimulatedWorkers,
  type SimulatedWorkers,
} from "../simulated/start-simulated-workers.ts";
import type { MergeCost, MergeLoad } from "./bare-run.ts";

/** Seconds of the run before the window, and in it. */
export interface SocketWindow {
  readonly settleS: number;
  readonly lengthS: number;
}

/** For the last acknowledgements. */
const spareS = 2;

const masterArgs = ({ workers }: MergeLoad, runS: number): string[] => [
  "master",
  "--headless",
  "--master-bind-host=127.0.0.1",
  "--master-bind-port=0",
  // Nobody sends a request, so nobody listens there.
  "--host=http://127.0.0.1:9",
  "--model=simulated",
  `--users=${workers}`,
  `--spawn-rate=${workers}`,
  `--expect-workers=${workers}`,
  `--run-time=${runS}s`,
];

const measure = async (
  master: Child,
  workers: SimulatedWorkers,
  { settleS, lengthS }: SocketWindow,
): Promise<MergeCost> => {
  const before = await workers.second(settleS);
  const cpuBeforeUs = readCpuUs(master.pid);
  const after = await workers.second(settleS + lengthS);
  const cpuUs = readCpuUs(master.pid) - cpuBeforeUs;
  const { snapshots, acknowledged } = await workers.finished();
  const { code } = await master.ended;
  if (code !== 0 || acknowledged !== snapshots)
    throw new Error(`${acknowledged} of ${snapshots} acknowledged, master ended with ${code}`);
  return { snapshots: after.acknowledged - before.acknowledged, cpuUs };
};

/** Runs once; the master and the workers each on a core of their own, where that can be done. */
export const runOverSockets = async (
  load: MergeLoad,
  window: SocketWindow,
  cores: { readonly master: number; readonly workers: number },
): Promise<MergeCost> => {
  const folder = mkdtempSync(join(tmpdir(), "gadfly-bench-"));
  const runS = window.settleS + window.lengthS + spareS;
  const master = startChild({
    ...gadflyProgram(masterArgs(load, runS)),
    core: cores.master,
    folder,
  });
  try {
    const [, port] = await master.hasWritten(/Waiting for workers on port (\d+)/);
    const settings = { ...load, port: Number(port), token: "" };
    return await measure(master, startSimulatedWorkers(settings, cores.workers), window);
  } finally {
    await master.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
