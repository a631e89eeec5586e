// A run on this machine from start to exit code: what `run` and `demo` have in common.
import { printableLines } from "@gadfly/master/console/printable";
import type { Logger } from "@gadfly/shared/logging/logger";
import { createLogger } from "@gadfly/shared/node/logger";
import type { LogTail } from "@gadfly/master/web/desk/log-tail";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import type { Surroundings, TextOutput } from "../command-context.ts";
import { createRunConsole, type OutputOptions } from "../conduct-run.ts";
import { conductRuns, type RunsListener } from "../conduct-runs.ts";
import type { RunConsole } from "../console/run-console.ts";
import { openOutputs } from "../open-outputs.ts";
import { startLocalCluster } from "./local-cluster.ts";
import type { WebSide } from "../web/web-side.ts";
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
  /** The page beside the run; null: none. */
  readonly web: WebSide | null;
  readonly told?: RunsListener;
}

/** Local workers join within seconds or not at all. */
const joinTimeoutMs = 60_000;

/** The master's log; without a file it shares the screen with the progress line. */
export const createMasterLogger = (
  { loglevel, logfile }: LogOptions,
  screen: RunConsole,
  { stderr, tail }: { stderr: TextOutput; tail?: LogTail | undefined },
): Logger => {
  const listener = (line: string) => tail?.add(line);
  const settings = { module: "master", level: loglevel, file: logfile, listener };
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
  const { options, surroundings, plan, secrets, processes, workers, web, told } = request;
  const { loglevel, logfile, leaseMs } = options;
  const screen = createRunConsole(options, surroundings);
  const logger = createMasterLogger(options, screen, {
    stderr: surroundings.stderr,
    tail: web?.log,
  });
  workers.readLog((lines) => screen.log(surroundings.stderr, toPrintable(lines)));
  const cluster = await startLocalCluster({ workers, leaseMs, logger, loglevel, logfile });
  try {
    return await conductRuns(cluster.master, screen, {
      options,
      surroundings,
      first: () => ({
        plan,
        secrets,
        outputs: openOutputs(options, plan),
        commandLine: web?.commandLine ?? "",
      }),
      web,
      ...(told === undefined ? {} : { told }),
      logger,
      expectWorkers: processes,
      maxWaitMs: joinTimeoutMs,
    });
  } finally {
    await cluster.close("the run is over");
  }
};
