// `gadfly master`: waits for workers from anywhere, runs, and prints what they measured together.
import { startMaster } from "@gadfly/master/main";
import { isLoopbackHost, masterListenHost } from "@gadfly/shared/options/bind-host";
import { createToken } from "@gadfly/shared/node/token-proof";
import type { CommandHandler } from "../command-context.ts";
import { createRunConsole, humanOutput } from "../conduct-run.ts";
import { conductRuns } from "../conduct-runs.ts";
import { openOutputs } from "../open-outputs.ts";
import { createMasterLogger } from "../local/run-locally.ts";
import { buildPlan } from "../plan/build-plan.ts";
import { readToken } from "../token/read-token.ts";
import { describeWorkerStart } from "../worker-hint.ts";
import { planWebSide } from "../web/web-side.ts";

/** Users to start with; null: whoever opens the page will say. */
const usersOf = (options: {
  users: number | null;
  headless: boolean;
  autostart: boolean;
}): number | null => {
  if (options.users !== null) return options.users;
  return options.headless || options.autostart ? 1 : null;
};

/** Runs `gadfly master`. */
export const masterCommand: CommandHandler<"master"> = async (context) => {
  const { options } = context;
  const users = usersOf(options);
  const built = users === null ? null : buildPlan(options, users);
  const bindHost = masterListenHost(options);
  const workers = {
    workersNeedToken: options.token !== null || options.tokenFile !== null,
    takesOtherMachines: bindHost === null || !isLoopbackHost(bindHost),
  };
  const web = planWebSide({ command: "master", context, workers, waitsForStart: users === null });
  // With somebody watching there is no hurry, unless a limit was asked for.
  const isWaitAskedFor = context.origins["expectWorkersMaxWaitMs"]?.kind !== "default";
  const screen = createRunConsole(options, context);
  const logger = createMasterLogger(options, screen, { stderr: context.stderr, tail: web?.log });
  const given = readToken(options);
  const token = given === "auto" ? createToken() : given;
  const bindPort = options.masterBindPort;
  const { leaseMs } = options;
  const master = await startMaster({ bindHost, bindPort, token, leaseMs, logger });
  try {
    return await conductRuns(master, screen, {
      options,
      surroundings: context,
      first:
        built === null
          ? null
          : () => ({
              ...built,
              outputs: openOutputs(options, built.plan),
              commandLine: web?.commandLine ?? "",
            }),
      web,
      logger,
      expectWorkers: options.expectWorkers,
      maxWaitMs: options.headless || isWaitAskedFor ? options.expectWorkersMaxWaitMs : null,
      waiting: () => {
        if (users === null)
          logger.info("Waiting for a start: open the page, or give -u to start at once");
        logger.info(
          `Waiting for workers on port ${master.port} of ${bindHost ?? "every interface"}`,
        );
        const madeToken = given === "auto" ? token : null;
        const place = { host: bindHost, port: master.port, given: options, madeToken };
        humanOutput(options, context).write(describeWorkerStart(place));
      },
    });
  } finally {
    await master.close("the run is over");
  }
};
