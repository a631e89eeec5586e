// `gadfly demo`: the whole thing on this machine, with the simulator as the server.
import type { CommandContext, CommandHandler } from "../command-context.ts";
import { humanOutput } from "../conduct-run.ts";
import type { RunsListener } from "../conduct-runs.ts";
import { describeDemoCommandLine } from "../demo/demo-command-line.ts";
import { demoRunOf, resolveDemoRun } from "../demo/demo-options.ts";
import { startDemoServer } from "../demo/demo-server.ts";
import { describeDemoSteps, describePage, introduceDemo } from "../demo/demo-words.ts";
import { earlierRun } from "../earlier-run.ts";
import { runLocally } from "../local/run-locally.ts";
import { spawnWorkers } from "../local/spawn-workers.ts";
import { keptFolder } from "../next-steps.ts";
import { buildPlan } from "../plan/build-plan.ts";
import { hasBrowser, openBrowser } from "../web/open-browser.ts";
import { planWebSide, type WebSide } from "../web/web-side.ts";

/** Whoever sits there wants to look around after the run; a pipe and a CI server do not. */
const isWatched = ({ isTty, env }: CommandContext): boolean => isTty && (env["CI"] ?? "") === "";

/** An address with a token would stand in the argument list of the browser, one without it opens nothing. */
const mayOpen = ({ options, stdout, env }: CommandContext<"demo">): boolean =>
  options.open &&
  options.webToken === null &&
  options.webTokenFile === null &&
  hasBrowser(stdout, env);

const tellAbout = (context: CommandContext<"demo">, web: WebSide | null): RunsListener => {
  const output = humanOutput(context.options, context);
  const stays = web !== null && web.lingerMs > 0;
  let page: string | null = null;
  return {
    pageOpened: (address) => {
      page = address;
      output.write(describePage(address));
      if (mayOpen(context)) openBrowser(address);
    },
    runEnded: ({ outputs }) => {
      const folder = keptFolder(outputs.folder.path);
      const earlier = earlierRun(folder);
      output.write(describeDemoSteps({ folder, earlier, page: stays ? page : null }));
    },
  };
};

const load = async (context: CommandContext<"demo">, url: string): Promise<number> => {
  const run = demoRunOf(context, url);
  const { options } = run;
  const { plan, secrets } = buildPlan(options, options.users);
  const { processes } = context.options;
  humanOutput(options, context).write(introduceDemo(url, context.options));
  const web = planWebSide({
    command: "run",
    context: { ...run, resolveWith: (request) => resolveDemoRun(context, url, request) },
    waitsForStart: false,
    lingerMs: isWatched(context) ? Number.POSITIVE_INFINITY : 0,
    describe: (given) => describeDemoCommandLine({ demo: context, run: given, url }),
  });
  const workers = spawnWorkers({
    count: processes,
    name: "local",
    isLogRead: context.stderr.isTTY === true,
  });
  const told = tellAbout(context, web);
  const surroundings = context;
  return runLocally({ options, surroundings, plan, secrets, processes, workers, web, told });
};

/** Runs `gadfly demo`. */
export const demoCommand: CommandHandler<"demo"> = async (context) => {
  const simulator = await startDemoServer();
  try {
    return await load(context, simulator.url);
  } finally {
    await simulator.close();
  }
};
