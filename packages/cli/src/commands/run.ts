// `gadfly run`: a master and its workers on this machine, one run, one summary.
import type { CommandHandler } from "../command-context.ts";
import { runLocally } from "../local/run-locally.ts";
import { resolveProcessCount } from "../local/spawn-workers.ts";
import { buildPlan } from "../plan/build-plan.ts";

/** Runs `gadfly run`. */
export const runCommand: CommandHandler<"run"> = async (context) => {
  const { options } = context;
  const { plan, secrets } = buildPlan(options, options.users);
  const processes = resolveProcessCount(options.processes);
  return runLocally({ options, surroundings: context, plan, secrets, processes });
};
