// `npm run bench`: runs suites, prints their tables, keeps their results.
import { describeUsage, readCommandLine, type BenchOptions } from "./command-line.ts";
import { highestLostShare, measureLostShare } from "./machine/lost-share.ts";
import { describeMachine, type Machine } from "./machine/machine.ts";
import { hasProc } from "./process/proc-stat.ts";
import { stopAllChildren } from "./process/spawn.ts";
import { describeResult } from "./report/console-report.ts";
import { verdictOf } from "./report/targets.ts";
import { writeResult } from "./report/result-files.ts";
import type { BenchContext, SuiteResult } from "./suite.ts";
import { suiteNames, suiteTable, usualSuiteNames, type SuiteRow } from "./suites/suite-table.ts";

const exitCodes = { reached: 0, missed: 1, misused: 2, interrupted: 130 } as const;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const progress = (text: string): void => void process.stderr.write(`${text}\n`);

const formatShare = (share: number): string => `${(share * 100).toFixed(1)} %`;

const describeHere = ({ cores, cpuModel, kernel, versions }: Machine): string =>
  `${cores} cores, ${cpuModel}, ${kernel}, Node ${versions.node}, gadfly ${versions.gadfly}, ` +
  `compiler ${versions.compiler ?? "none"}, aiohttp ${versions.aiohttp ?? "none"}`;

/** On a busy machine a result is worth printing and not worth judging. */
const withoutJudgement = (result: SuiteResult, lostShare: number): SuiteResult => ({
  ...result,
  targets: result.targets.map((target) => ({
    ...target,
    isJudged: false,
    note: target.note ?? `the machine was busy: a loop lost ${formatShare(lostShare)} of its time`,
  })),
});

/** Measures one suite, with a look at the machine before and after. */
async function measureSuite({ suite }: SuiteRow, context: BenchContext, options: BenchOptions) {
  const before = measureLostShare();
  const measured = await suite.run(context);
  const after = measureLostShare();
  const lost = Math.max(before, after);
  progress(`${suite.name}: a busy loop lost ${formatShare(lost)} of its time`);
  const result = lost > highestLostShare ? withoutJudgement(measured, lost) : measured;
  print(describeResult(result));
  if (!options.shouldWrite) return result;
  const { versions, ...machine } = context.machine;
  const file = await writeResult({
    machine,
    versions,
    takenAt: new Date().toISOString().slice(0, 10),
    command: `${result.command} --rounds ${context.rounds}`,
    rounds: context.rounds,
    lostShare: { before, after },
    result,
  });
  progress(`wrote ${file}`);
  return result;
}

/** False when a target was missed, or the suite failed. */
async function runSuite(
  row: SuiteRow,
  context: BenchContext,
  options: BenchOptions,
): Promise<boolean> {
  const { name } = row.suite;
  if (row.needsLinux && !hasProc()) {
    progress(`${name}: skipped, it needs Linux and its /proc`);
    return true;
  }
  try {
    const { targets } = await measureSuite(row, context, options);
    return targets.every((target) => verdictOf(target) !== "missed");
  } catch (error) {
    progress(`${name}: failed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    await stopAllChildren();
  }
}

async function runSuites(options: BenchOptions): Promise<number> {
  const machine = describeMachine();
  const context = { rounds: options.rounds, isQuick: options.isQuick, machine, progress };
  progress(describeHere(machine));
  let isReached = true;
  for (const row of suiteTable) {
    if (!options.suites.includes(row.suite.name)) continue;
    if (!(await runSuite(row, context, options))) isReached = false;
  }
  return isReached ? exitCodes.reached : exitCodes.missed;
}

const readOptions = (): BenchOptions | null => {
  try {
    return readCommandLine(process.argv.slice(2), { known: suiteNames, usual: usualSuiteNames });
  } catch (error) {
    progress(`bench: ${error instanceof Error ? error.message : String(error)}`);
    progress("'npm run bench -- --help' describes suites and flags.");
    return null;
  }
};

/** Children have groups of their own, so Ctrl-C does not reach them by itself. */
const endOnSignal = (): void => {
  const end = (): void => {
    void stopAllChildren().finally(() => process.exit(exitCodes.interrupted));
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
};

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) return exitCodes.misused;
  if (options.wantsHelp) {
    print(describeUsage(suiteTable.map(({ suite }) => suite)));
    return exitCodes.reached;
  }
  endOnSignal();
  return runSuites(options);
}

process.exitCode = await main();
