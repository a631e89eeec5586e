// `gadfly run`: a master and its workers on this machine, one run, one summary.
import { createLogger } from "@gadfly/shared/node/logger";
import type { CommandHandler } from "../command-context.ts";
import { conductRun, createRunConsole } from "../conduct-run.ts";
import { startLocalCluster } from "../local/local-cluster.ts";
import { resolveProcessCount } from "../local/spawn-workers.ts";
import { buildPlan } from "../plan/build-plan.ts";

const joinTimeoutMs = 60_000;

/** Runs `gadfly run`. */
export const runCommand: CommandHandler<"run"> = async (context) => {
  const { options } = context;
  const { plan, secrets } = buildPlan(options, options.users);
  const processes = resolveProcessCount(options.processes);
  const screen = createRunConsole(options, context);
  const { loglevel, logfile, leaseMs } = options;
  const logger = createLogger({
    module: "master",
    level: loglevel,
    file: logfile,
    ...(logfile === null ? { sink: (line: string) => screen.log(context.stderr, line) } : {}),
  });
  const cluster = await startLocalCluster({ processes, leaseMs, logger, loglevel, logfile });
  try {
    return await conductRun(cluster.master, screen, {
      options,
      surroundings: context,
      plan,
      secrets,
      expectWorkers: processes,
      maxWaitMs: joinTimeoutMs,
    });
  } finally {
    await cluster.close("the run is over");
  }
};
