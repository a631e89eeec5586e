// The demo's server: always at the same port where that is free, so that two demos have the same target
// and can be compared.
import { type RunningSimulator, startSimulator } from "@gadfly/simulator/start-simulator";

/** A server as a small model on one card would be: it queues, slows down and answers in lengths. */
const demoServer = {
  modelName: "demo-model",
  baseTtftMs: 60,
  itlMs: 12,
  itlPerRunningMs: 0.4,
  jitter: 0.15,
  outputTokensMean: 48,
};

/** Far from the ports that servers usually have. */
const firstPort = 8788;
const portsToTry = 20;

const isPortTaken = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";

/** Starts it at the first free port from `port` on; when many are taken, at any. */
export const startDemoServer = async (port: number = firstPort): Promise<RunningSimulator> => {
  for (let next = port; next < port + portsToTry; next++)
    try {
      return await startSimulator({ ...demoServer, port: next });
    } catch (cause) {
      if (!isPortTaken(cause)) throw cause;
    }
  return startSimulator({ ...demoServer, port: 0 });
};
