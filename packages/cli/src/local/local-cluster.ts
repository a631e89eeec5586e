// A master and its workers on this machine, as `run` and `demo` use them: a free port on loopback and
// a random token, so that two of them never meet.
import { startMaster, type RunningMaster } from "@gadfly/master/main";
import type { Logger } from "@gadfly/shared/logging/logger";
import { createToken } from "@gadfly/shared/node/token-proof";
import type { WorkerProcesses } from "./spawn-workers.ts";

/** Settings of a local cluster. */
export interface LocalClusterSettings {
  /** Started already: they load their code while this process loads the master's. */
  readonly workers: WorkerProcesses;
  readonly leaseMs: number;
  readonly logger: Logger;
  readonly loglevel: string;
  readonly logfile: string | null;
}

/** A master with its worker processes. */
export interface LocalCluster {
  readonly master: RunningMaster;
  close(reason: string): Promise<void>;
}

const loopback = "127.0.0.1";
/** A worker that has not left so soon after the goodbye never heard it, and is asked to end. */
const leaveTimeoutMs = 250;
/** The master lives in the same moment as its local workers: there is nothing to wait for. */
const masterWaitMs = 10_000;

/** Workers only say what is wrong, unless asked for more: their joining is told by the master. */
const workerLevel = (loglevel: string): string => (loglevel === "INFO" ? "WARNING" : loglevel);

/** Starts both; the workers join by themselves. */
export const startLocalCluster = async (settings: LocalClusterSettings): Promise<LocalCluster> => {
  const { workers, leaseMs, logger, loglevel, logfile } = settings;
  const token = createToken();
  const master = await startMaster({ bindHost: loopback, bindPort: 0, token, leaseMs, logger });
  workers.watch((pid) => master.processExited(pid));
  workers.configure({
    masterHost: loopback,
    masterPort: master.port,
    token,
    masterWaitMs,
    loglevel: workerLevel(loglevel),
    logfile,
  });
  return {
    master,
    close: async (reason) => {
      await master.close(reason);
      const deadline = setTimeout(() => workers.stop(), leaveTimeoutMs);
      await workers.ended;
      clearTimeout(deadline);
    },
  };
};
