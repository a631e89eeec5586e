// One run as a person or a script meets it: folder, progress, keys, signals, summary, JSON, exit code.
// The same for `run`, `master` and `demo`; they differ in where workers come from.
import { formatResponseSample } from "@gadfly/master/console/show-response";
import { formatSummary } from "@gadfly/master/console/summary";
import type { RunFolder } from "@gadfly/master/journal/run-folder";
import type { ActiveRun, RunningMaster, RunSummary } from "@gadfly/master/main";
import type { PreparedRun, RunDesk } from "@gadfly/master/web/desk/run-desk";
import type { Surroundings, TextOutput } from "./command-context.ts";
import { listenToKeys } from "./console/live-keys.ts";
import { RunConsole, styleOf, type ProgressKind } from "./console/run-console.ts";
import { onStopSignal } from "./console/stop-signals.ts";
import type { OutputPlaces } from "./open-outputs.ts";
import { writeJsonFile } from "./write-json-file.ts";

/** The options that decide what is printed and kept. */
export interface OutputOptions extends OutputPlaces {
  readonly json: boolean;
  readonly headless: boolean;
  readonly onlySummary: boolean;
  readonly printStats: boolean;
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

const progressKindOf = (options: OutputOptions, output: TextOutput): ProgressKind => {
  if (options.onlySummary) return "nothing";
  if (options.headless || options.printStats) return "table";
  return output.isTTY === true ? "line" : "plain";
};

/** The console of a run; made before the master, because log lines go through it. */
export const createRunConsole = (
  options: OutputOptions,
  surroundings: Surroundings,
): RunConsole => {
  const output = humanOutput(options, surroundings);
  return new RunConsole({
    output,
    env: surroundings.env,
    progress: progressKindOf(options, output),
  });
};

/** Runs to the end and prints what came of it; the answer is the exit code. */
export const conductRun = async (
  master: RunningMaster,
  screen: RunConsole,
  request: ConductRequest,
): Promise<number> => {
  const { prepared, desk, expectWorkers, maxWaitMs, options } = request;
  const { exitCodeOnError } = options;
  const { plan, secrets, folder } = prepared;
  const told = desk === null ? {} : { told: desk.told };
  const wish = { plan, secrets, folder, expectWorkers, maxWaitMs, exitCodeOnError, ...told };
  const run = master.run(wish);
  desk?.follow(run, prepared);
  const release = takeControls(run);
  request.waiting?.();
  screen.start(() => run.view());
  try {
    const summary = await run.done;
    desk?.ended();
    screen.stop();
    return report(summary, folder, request);
  } finally {
    screen.stop();
    release();
  }
};

const takeControls = (run: ActiveRun): (() => void) => {
  const stop = () => run.requestStop();
  const releaseSignals = onStopSignal(stop);
  const releaseKeys = listenToKeys({
    changeUsers: (by) => run.setLoad({ users: Math.max(1, run.view().targetUsers + by) }),
    stop,
  });
  return () => {
    releaseSignals();
    releaseKeys();
  };
};

const report = (summary: RunSummary, folder: RunFolder, request: ConductRequest): number => {
  const { options, surroundings } = request;
  const { result, trouble, responses } = summary;
  const output = humanOutput(options, surroundings);
  const style = styleOf(output, surroundings.env);
  const printLines = (lines: readonly string[]) => output.write(`${lines.join("\n")}\n`);
  for (const sample of responses) printLines(formatResponseSample(sample, style));
  if (result.ledger.started > 0 || trouble === null)
    printLines(formatSummary(result, folder.path, style));
  if (options.json) surroundings.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (options.jsonFile !== null) writeJsonFile(options.jsonFile, result);
  if (trouble !== null)
    surroundings.stderr.write(`gadfly: ${trouble.message} [${trouble.code}]\n  ${trouble.hint}\n`);
  return result.run.exitCode;
};
