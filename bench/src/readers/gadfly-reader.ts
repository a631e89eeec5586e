// gadfly itself: a master and one worker process, as a user starts them on two machines, with all of
// its accounting. The worker's process is the one that counts.
import { startChild, type Child } from "../process/spawn.ts";
import { gadflyProgram } from "../process/gadfly-program.ts";
import type { Load, Reader, RunningReader } from "./reader.ts";

/** Users started per second: quick, and no storm of connections. */
const spawnRate = 1_000;

type HttpEngine = "own" | "undici";

const masterArgs = (load: Load, engine: HttpEngine): string[] => [
  "master",
  "--headless",
  "--only-summary",
  "--no-save",
  "--master-bind-port=0",
  `--host=${load.source.origin}`,
  `--model=${load.model}`,
  // The source is known, and counts what it serves.
  "--provider=openai",
  "--no-probe",
  `--users=${load.connections}`,
  `--spawn-rate=${spawnRate}`,
  "--prompt-tokens=16",
  // Never reached, unless whoever should stop it was killed.
  "--run-time=20m",
  `--max-tokens=${load.maxTokens}`,
  `--http-engine=${engine}`,
  load.isStreamed ? "--stream" : "--no-stream",
];

const workerArgs = (port: string): string[] => ["worker", "--processes=1", `--master-port=${port}`];

/** The worker first hears that its master is gone, and then ends by itself. */
const stopBoth = async (master: Child, worker: Child): Promise<void> => {
  await master.stop();
  await worker.stop();
};

const startBoth = async (load: Load, engine: HttpEngine): Promise<RunningReader> => {
  const master = startChild({ ...gadflyProgram(masterArgs(load, engine)), core: load.otherCore });
  const [, port = ""] = await master.hasWritten(/Waiting for workers on port (\d+)/);
  const worker = startChild({ ...gadflyProgram(workerArgs(port)), core: load.core });
  return { pid: worker.pid, stop: () => stopBoth(master, worker) };
};

/** Master and worker over a real link. */
export const gadflyReader: Reader = {
  name: "gadfly",
  about: "a real `gadfly worker`, one process, driven by a real `gadfly master`",
  start: (load) => startBoth(load, "own"),
};

/** The same over the other HTTP engine. */
export const undiciReader: Reader = {
  name: "gadfly over undici",
  about: "the same with `--http-engine undici`",
  start: (load) => startBoth(load, "undici"),
};
