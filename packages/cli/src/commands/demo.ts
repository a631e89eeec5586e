// `gadfly demo`: the whole thing on this machine, with the simulator as the server.
import { startSimulator } from "@gadfly/simulator/start-simulator";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { ResolvedOptions } from "@gadfly/shared/options/command-options";
import { resolveOptions } from "@gadfly/shared/options/resolve/resolve-options";
import type { CommandContext, CommandHandler } from "../command-context.ts";
import { humanOutput } from "../conduct-run.ts";
import { runLocally } from "../local/run-locally.ts";
import { spawnWorkers } from "../local/spawn-workers.ts";
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
const toRunOptions = (given: ResolvedOptions<"demo">, host: string): ResolvedOptions<"run"> => {
  const flags = { host, users: String(given.users), "spawn-rate": String(given.spawnRate) };
  const resolution = resolveOptions({ command: "run", flags, env: {}, file: null });
  if (resolution.ok) return { ...resolution.value.options, ...given };
  const what = resolution.error.map(({ sentence }) => sentence).join(" ");
  throw new GadflyError("GF_INTERNAL", { what });
};

const introduce = (url: string, given: ResolvedOptions<"demo">): string => {
  const { users, spawnRate, processes } = given;
  const seconds = given.runTimeMs / 1000;
  return [
    `A simulated server at ${url}, ${processes} workers, ${users} users, ${seconds} s. The same by hand:`,
    "  npx gadfly simulate",
    `  npx gadfly run -H http://127.0.0.1:8000 -u ${users} -r ${spawnRate} -t ${seconds}s --processes ${processes}`,
    "",
    "",
  ].join("\n");
};

const load = async (context: CommandContext<"demo">, url: string): Promise<number> => {
  const options = toRunOptions(context.options, url);
  const { plan, secrets } = buildPlan(options, options.users);
  const { processes } = context.options;
  humanOutput(options, context).write(introduce(url, context.options));
  const workers = spawnWorkers({
    count: processes,
    name: "local",
    isLogRead: context.stderr.isTTY === true,
  });
  return runLocally({
    options,
    surroundings: context,
    plan,
    secrets,
    processes,
    workers,
    web: null,
  });
};

/** Runs `gadfly demo`. */
export const demoCommand: CommandHandler<"demo"> = async (context) => {
  const simulator = await startSimulator(demoServer);
  try {
    return await load(context, simulator.url);
  } finally {
    await simulator.close();
  }
};
