// `gadfly run`: a master and its workers on this machine, one run, one summary.
import type { CommandHandler } from "../command-context.ts";
import { resolveProcessCount, spawnWorkers } from "../local/spawn-workers.ts";
import { buildPlan } from "../plan/build-plan.ts";
import { planWebSide } from "../web/web-side.ts";

/** Runs `gadfly run`. */
export const runCommand: CommandHandler<"run"> = async (context) => {
  const { options } = context;
  const { plan, secrets } = buildPlan(options, options.users);
  const processes = resolveProcessCount(options.processes);
  // Code is most of the time to the first request: the workers load theirs while we load the master's.
  const workers = spawnWorkers({
    count: processes,
    name: "local",
    isLogRead: context.stderr.isTTY === true,
  });
  const web = planWebSide({ command: "run", context, waitsForStart: false });
  const { runLocally } = await import("../local/run-locally.ts");
  return runLocally({ options, surroundings: context, plan, secrets, processes, workers, web });
};
