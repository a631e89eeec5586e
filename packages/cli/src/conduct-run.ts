// One run as a person or a script meets it: folder, progress, keys, signals, summary, JSON, exit code.
// The same for `run`, `master` and `demo`; they differ in where workers come from.
import { printable } from "@gadfly/master/console/printable";
import { formatResponseSample } from "@gadfly/master/console/show-response";
import { formatSummary } from "@gadfly/master/console/summary";
import type { ActiveRun, RunningMaster, RunSummary } from "@gadfly/master/main";
import type { PreparedRun, RunDesk } from "@gadfly/master/web/desk/run-desk";
import type { Surroundings, TextOutput } from "./command-context.ts";
import { listenToKeys } from "./console/live-keys.ts";
import { RunConsole, type ProgressKind } from "./console/run-console.ts";
import { onStopSignal } from "./console/stop-signals.ts";
import { canDraw, styleOf } from "./console/terminal-size.ts";
import { describeNextSteps } from "./next-steps.ts";
import { checkOutputs, type OutputPlaces, watchersOf } from "./open-outputs.ts";
import { lastLoadOf, namePlaces, writeReports } from "./report-files.ts";

/** The options that decide what is printed and kept. */
export interface OutputOptions extends OutputPlaces {
  readonly json: boolean;
  readonly headless: boolean;
  readonly onlySummary: boolean;
  readonly printStats: boolean;
  /** null: where it fits, on a terminal for which no table was asked. */
  readonly liveView: boolean | null;
  readonly exitCodeOnError: number;
}

/** Everything that a run needs. */
export interface ConductRequest {
  readonly options: OutputOptions;
  readonly surroundings: Surroundings;
  /** Its folder was opened before anything was started. */
  readonly prepared: PreparedRun;
  /** Where the page asks about the run; null: there is no page. */
  readonly desk: RunDesk | null;
  readonly expectWorkers: number;
  readonly maxWaitMs: number | null;
  /** Called once Ctrl-C is listened to: from here on workers may come. */
  readonly waiting?: () => void;
}

/** With --json, stdout is for the document alone. */
export const humanOutput = ({ json }: { json: boolean }, surroundings: Surroundings): TextOutput =>
  json ? surroundings.stderr : surroundings.stdout;

const progressKindOf = (options: OutputOptions, isScreen: boolean): ProgressKind => {
  const { onlySummary, headless, printStats, liveView } = options;
  if (onlySummary) return "nothing";
  if (isScreen && liveView === true) return "view";
  if (headless || printStats) return "table";
  if (!isScreen) return "plain";
  return liveView === false ? "line" : "view";
};

/** The console of a run; made before the master, because log lines go through it. */
export const createRunConsole = (
  options: OutputOptions,
  surroundings: Surroundings,
): RunConsole => {
  const output = humanOutput(options, surroundings);
  const { env } = surroundings;
  const progress = progressKindOf(options, canDraw(output, env));
  return new RunConsole({ output, env, progress, hasKeys: process.stdin.isTTY });
};

/** Runs to the end and prints what came of it; the answer is the exit code. */
export const conductRun = async (
  master: RunningMaster,
  screen: RunConsole,
  request: ConductRequest,
): Promise<number> => {
  const { prepared, desk, expectWorkers, maxWaitMs, options } = request;
  const { exitCodeOnError } = options;
  const { plan, secrets, outputs } = prepared;
  const { folder, records } = outputs;
  const watchers = [...watchersOf(outputs), ...(desk === null ? [] : [desk.told])];
  const wish = { plan, secrets, folder, watchers, records };
  const run = master.run({ ...wish, expectWorkers, maxWaitMs, exitCodeOnError });
  desk?.follow(run, prepared);
  const release = takeControls(run, screen);
  request.waiting?.();
  screen.start(run);
  try {
    const summary = await run.done;
    desk?.measured();
    screen.stop();
    return await report(summary, request);
  } finally {
    desk?.ended();
    screen.stop();
    release();
  }
};

const takeControls = (run: ActiveRun, screen: RunConsole): (() => void) => {
  const stop = () => {
    run.requestStop();
    screen.refresh();
  };
  const releaseSignals = onStopSignal(stop);
  const releaseKeys = listenToKeys({
    changeUsers: (by) => {
      run.setLoad({ users: Math.max(1, run.view().targetUsers + by) });
      screen.refresh();
    },
    stop,
    toggleHelp: () => screen.toggleHelp(),
  });
  return () => {
    releaseSignals();
    releaseKeys();
  };
};

/** The HTML report, and where it is: a name with placeholders does not tell. */
const writeHtml = async (
  { result, stoppedWhile }: RunSummary,
  { prepared, desk }: ConductRequest,
  output: TextOutput,
): Promise<void> => {
  const { outputs, commandLine } = prepared;
  if (outputs.html === null || stoppedWhile !== null) return;
  const words = { log: desk?.log.lines ?? [], commandLine: commandLine || null, notes: [] };
  const path = await outputs.html.write(result, words);
  output.write(`Report   ${printable(path)}\n`);
};

const report = async (summary: RunSummary, request: ConductRequest): Promise<number> => {
  const { options, surroundings } = request;
  const { outputs, plan } = request.prepared;
  const { result, trouble, responses, stoppedWhile } = summary;
  const output = humanOutput(options, surroundings);
  const style = styleOf(output, surroundings.env);
  const printLines = (lines: readonly string[]) => output.write(`${lines.join("\n")}\n`);
  for (const sample of responses) printLines(formatResponseSample(sample, style));
  if (stoppedWhile !== null) printLines([`Stopped while ${stoppedWhile}: nothing was measured.`]);
  else if (result.ledger.started > 0 || trouble === null)
    printLines(formatSummary(result, outputs.folder.path, style));
  if (options.json) surroundings.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  writeReports(namePlaces(options, lastLoadOf(plan, result)), result);
  await writeHtml(summary, request, output);
  if (!options.onlySummary && !options.json)
    output.write(
      describeNextSteps({
        folder: outputs.folder.path,
        hasReport: outputs.html !== null,
        hasNumbers: result.ledger.started > 0,
      }),
    );
  if (trouble !== null)
    surroundings.stderr.write(`gadfly: ${trouble.message} [${trouble.code}]\n  ${trouble.hint}\n`);
  checkOutputs(outputs);
  return result.run.exitCode;
};
