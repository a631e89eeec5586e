// `gadfly demo`: the whole thing on this machine, with the simulator as the server.
import { startSimulator } from "@gadfly/simulator/start-simulator";
import { createLogger } from "@gadfly/shared/node/logger";
import { resolveOptions } from "@gadfly/shared/options/resolve/resolve-options";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { CommandHandler } from "../command-context.ts";
import { conductRun, createRunConsole, humanOutput } from "../conduct-run.ts";
import { startLocalCluster } from "../local/local-cluster.ts";
import { buildPlan } from "../plan/build-plan.ts";

/** A server as a small model on one card would be: it queues, slows down and answers in lengths. */
const demoServer = {
  port: 0,
  modelName: "demo-model",
  baseTtftMs: 60,
  itlMs: 12,
  itlPerRunningMs: 0.4,
  jitter: 0.15,
  outputTokensMean: 48,
};

/** The same options that somebody would type after `gadfly run`. */
const runOptionsFor = (flags: Record<string, unknown>) => {
  const resolution = resolveOptions({ command: "run", flags, env: {}, file: null });
  if (!resolution.ok) {
    const what = resolution.error.map(({ sentence }) => sentence).join(" ");
    throw new GadflyError("GF_INTERNAL", { what });
  }
  return resolution.value.options;
};

/** Runs `gadfly demo`. */
export const demoCommand: CommandHandler<"demo"> = async (context) => {
  const { users, spawnRate, runTimeMs, processes, loglevel, logfile } = context.options;
  const simulator = await startSimulator(demoServer);
  const flags = { host: simulator.url, "spawn-rate": String(spawnRate) };
  const options = { ...runOptionsFor(flags), ...context.options };
  const { plan, secrets } = buildPlan({ ...options, runTimeMs }, users);
  const screen = createRunConsole(options, context);
  const sink = (line: string) => screen.log(context.stderr, line);
  const logger = createLogger({ module: "master", level: loglevel, file: logfile, sink });
  humanOutput(options, context).write(
    `A simulated server at ${simulator.url}, ${processes} workers, ${users} users, ${runTimeMs / 1000} s. The same by hand:\n` +
      `  npx gadfly simulate\n  npx gadfly run -H http://127.0.0.1:8000 -u ${users} -r ${spawnRate} -t ${runTimeMs / 1000}s --processes ${processes}\n\n`,
  );
  const { leaseMs } = options;
  const cluster = await startLocalCluster({ processes, leaseMs, logger, loglevel, logfile });
  try {
    return await conductRun(cluster.master, screen, {
      options,
      surroundings: context,
      plan,
      secrets,
      expectWorkers: processes,
      maxWaitMs: 60_000,
    });
  } finally {
    await cluster.close("the demo is over");
    await simulator.close();
  }
};
