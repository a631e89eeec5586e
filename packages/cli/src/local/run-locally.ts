// A run on this machine from start to exit code: what `run` and `demo` have in common.
import { printableLines } from "@gadfly/master/console/printable";
import type { Logger } from "@gadfly/shared/logging/logger";
import { createLogger } from "@gadfly/shared/node/logger";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import type { Surroundings } from "../command-context.ts";
import { conductRun, createRunConsole, type OutputOptions } from "../conduct-run.ts";
import type { RunConsole } from "../console/run-console.ts";
import { openOutputs } from "../open-outputs.ts";
import { startLocalCluster } from "./local-cluster.ts";
import type { WorkerProcesses } from "./spawn-workers.ts";

/** The options of the log. */
export interface LogOptions {
  readonly loglevel: string;
  readonly logfile: string | null;
}

/** Everything that a local run needs. */
export interface LocalRunRequest {
  readonly options: OutputOptions & LogOptions & { readonly leaseMs: number };
  readonly surroundings: Surroundings;
  readonly plan: Plan;
  readonly secrets: Secrets;
  readonly processes: number;
  readonly workers: WorkerProcesses;
}

/** Local workers join within seconds or not at all. */
const joinTimeoutMs = 60_000;

/** The master's log; without a file it shares the screen with the progress line. */
export const createMasterLogger = (
  { loglevel, logfile }: LogOptions,
  screen: RunConsole,
  { stderr }: Surroundings,
): Logger => {
  const settings = { module: "master", level: loglevel, file: logfile };
  if (logfile !== null) return createLogger(settings);
  return createLogger({ ...settings, sink: (line) => screen.log(stderr, line) });
};

/** Starts a master for the workers, runs, and takes all of them down again. */
export const runLocally = async (request: LocalRunRequest): Promise<number> => {
  try {
    return await runOnce(request);
  } finally {
    // None is left unless something was thrown before they had a master.
    request.workers.stop();
  }
};

/** Log lines are safe already; a stack trace of a worker that crashed may quote anything. */
const toPrintable = (lines: string): string => printableLines(lines).join("\n");

const runOnce = async (request: LocalRunRequest): Promise<number> => {
  const { options, surroundings, plan, secrets, processes, workers } = request;
  const { loglevel, logfile, leaseMs } = options;
  const outputs = openOutputs(options, plan);
  const screen = createRunConsole(options, surroundings);
  const logger = createMasterLogger(options, screen, surroundings);
  workers.readLog((lines) => screen.log(surroundings.stderr, toPrintable(lines)));
  const cluster = await startLocalCluster({ workers, leaseMs, logger, loglevel, logfile });
  try {
    return await conductRun(cluster.master, screen, {
      options,
      surroundings,
      plan,
      secrets,
      outputs,
      expectWorkers: processes,
      maxWaitMs: joinTimeoutMs,
    });
  } finally {
    await cluster.close("the run is over");
  }
};
