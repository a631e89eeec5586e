// `gadfly worker`: generates load for a master, in one process or several.
import { hostname } from "node:os";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { exitCodes } from "@gadfly/shared/errors/exit-codes";
import { createLogger } from "@gadfly/shared/node/logger";
import { formatDuration } from "@gadfly/shared/units/duration";
import type { LinkEnd } from "@gadfly/worker/link/master-link";
import { startWorker } from "@gadfly/worker/main";
import type { CommandContext, CommandHandler } from "../command-context.ts";
import { onStopSignal } from "../console/stop-signals.ts";
import { resolveProcessCount, spawnWorkers } from "../local/spawn-workers.ts";
import { readToken } from "../token/read-token.ts";

const firstWaitMs = 300_000;

const exitCodeOf = (end: LinkEnd, address: string): number => {
  switch (end.kind) {
    case "goodbye":
      return exitCodes.success;
    case "refused":
      throw new GadflyError("GF_WORKER_REFUSED", { address, reason: end.reason });
    case "gaveUp":
      throw new GadflyError("GF_MASTER_UNREACHABLE", {
        address,
        waited: formatDuration(end.waitedMs),
        reason: end.reason,
      });
  }
};

const runHere = async ({ options }: CommandContext<"worker">, token: string): Promise<number> => {
  const { masterHost, masterPort, masterWaitMs, loglevel, logfile } = options;
  const name = options.name ?? hostname();
  const worker = startWorker({
    masterHost,
    masterPort,
    token,
    name,
    redial: { firstWaitMs, masterWaitMs: masterWaitMs ?? Number.POSITIVE_INFINITY },
    logger: createLogger({ module: name, level: loglevel, file: logfile }),
  });
  const release = onStopSignal(() => void worker.close("it was stopped on its own machine"));
  try {
    return exitCodeOf(await worker.ended, `${masterHost}:${masterPort}`);
  } finally {
    release();
  }
};

const runProcesses = async (
  { options }: CommandContext<"worker">,
  token: string,
  count: number,
): Promise<number> => {
  const { masterHost, masterPort, masterWaitMs, loglevel, logfile } = options;
  const workers = spawnWorkers({ count, name: options.name ?? hostname() });
  workers.configure({ masterHost, masterPort, token, masterWaitMs, loglevel, logfile });
  const release = onStopSignal(() => workers.stop());
  try {
    return await workers.ended;
  } finally {
    release();
  }
};

/** Runs `gadfly worker`. */
export const workerCommand: CommandHandler<"worker"> = async (context) => {
  const token = readToken(context.options);
  const count = resolveProcessCount(context.options.processes);
  return count === 1 ? runHere(context, token) : runProcesses(context, token, count);
};
