// The comparison as one document, from runs, rules and levels. Terminal, page and figures read it.
import {
  compareSchemaName,
  type CompareDocument,
  type ComparedRun,
  type Comparison,
  type SystemLevels,
} from "@gadfly/shared/compare/compare-document";
import type { FailOnRule } from "@gadfly/shared/compare/fail-on-rule";
import { describeRunUsers } from "@gadfly/shared/compare/run-users";
import { exitCodes } from "@gadfly/shared/errors/exit-codes";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { askedUsersOf } from "@gadfly/shared/result/result-words";
import { metricsIn, type ComparedInput, type CompareWindow } from "./compared-input.ts";
import { deltasOf, type NoiseLimits } from "./deltas.ts";
import { applyGate } from "./gate.ts";
import { systemNames, systemsOfRuns } from "./levels.ts";
import { guardPair } from "./noise-guard.ts";
import { planDifferences } from "./plan-differences.ts";

/** How to compare. */
export interface CompareSettings extends NoiseLimits {
  readonly window: CompareWindow;
  readonly rules: readonly FailOnRule[];
  /** What a levels file brings. */
  readonly levels: {
    readonly title: string | null;
    readonly systems: readonly SystemLevels[];
    /** What a reader should know of them. */
    readonly notes?: readonly string[];
  };
}

/** Compares every run with the first. */
export const buildComparison = (
  inputs: readonly ComparedInput[],
  settings: CompareSettings,
): CompareDocument => {
  const { window, alpha, minChange, rules, levels } = settings;
  const [baseline, ...others] = inputs;
  const systems = systemNames(inputs.map(({ result }) => result));
  const runs = inputs.map((input, at) => toRun(input, systems[at] ?? ""));
  const comparisons =
    baseline === undefined ? [] : others.map((run) => comparePair(baseline, run, settings));
  const gate = applyGate(rules, comparisons, alpha);
  const ofRuns = systemsOfRuns(
    inputs.map(({ result }, at) => ({ system: systems[at] ?? "", result })),
  );
  return {
    schema: compareSchemaName,
    title: levels.title,
    window,
    alpha,
    minChange,
    runs,
    comparisons,
    gate,
    systems: [...levels.systems, ...ofRuns],
    doubts: inputs.filter(isInvalid).map(describeVerdict),
    warnings: [
      ...warningsOf(inputs, settings),
      ...planWarnings(comparisons),
      ...(levels.notes ?? []),
      ...changeWarnings(runs),
      ...(ofRuns.length === 0 ? [] : levelWarnings(runs)),
    ],
    exitCode: exitCodeOf({ gate, runs, hasRules: rules.length > 0 }),
  };
};

const comparePair = (
  baseline: ComparedInput,
  run: ComparedInput,
  settings: CompareSettings,
): Comparison => {
  const { test, verdicts } = guardPair(baseline, run);
  const before = metricsIn(baseline.result, settings.window);
  const after = metricsIn(run.result, settings.window);
  return {
    baseline: baseline.name,
    run: run.name,
    planDifferences: planDifferences(baseline.result.plan, run.result.plan),
    test,
    doubtful: isInvalid(baseline) || isInvalid(run),
    metrics: deltasOf(before, after, { verdicts, limits: settings }),
  };
};

const isInvalid = ({ result }: ComparedInput): boolean => result.verdict.status === "INVALID";

const describeVerdict = ({ name, result: { verdict } }: ComparedInput): string => {
  const [reason] = verdict.reasons;
  return `${name} is ${verdict.status}${reason === undefined ? "" : `: ${reason.text}`}`;
};

const usersOf = (result: ResultDocument) => {
  const { start, last, most, changes } = askedUsersOf(result);
  return { users: start, usersLast: last, usersMost: most, loadChanges: changes };
};

const toRun = ({ name, path, result, journal }: ComparedInput, system: string): ComparedRun => ({
  name,
  path,
  id: result.run.id,
  startedAt: result.run.startedAt,
  durationS: result.run.durationS,
  ...usersOf(result),
  system,
  verdict: result.verdict.status,
  succeeded: result.ledger.succeeded,
  failed: result.ledger.failed,
  hasHistograms: journal !== null,
});

const warningsOf = (inputs: readonly ComparedInput[], { window }: CompareSettings): string[] => {
  const doubtful = inputs
    .filter(({ result }) => result.verdict.status !== "VALID")
    .map(describeVerdict);
  const unsteady =
    window === "all"
      ? []
      : inputs
          .filter(({ result }) => result.windows.every(({ name }) => name !== window))
          .map(({ name }) => `${name} has no steady part; the whole run stands in for it`);
  return [...doubtful, ...unsteady];
};

const planWarnings = (comparisons: readonly Comparison[]): string[] =>
  comparisons.flatMap(({ baseline, run, planDifferences: differences }) =>
    differences.length === 0
      ? []
      : [
          `the plans of ${baseline} and ${run} differ in ${differences.map(({ field }) => field).join(", ")}`,
        ],
  );

const unchanged = (runs: readonly ComparedRun[]): ComparedRun[] =>
  runs.filter(({ loadChanges }) => loadChanges === 0);

/** Of a run whose load was changed nobody can say at which level it ran. */
const changeWarnings = (runs: readonly ComparedRun[]): string[] =>
  runs
    .filter(({ loadChanges }) => loadChanges > 0)
    .map(
      (run) =>
        `the users of ${run.name} were changed while it ran (${describeRunUsers(run)}): its figures are of no one load, and it is no level of a figure by concurrency`,
    );

/** Of two runs of one system at one level only the first is drawn; that must not go unseen. */
const levelWarnings = (all: readonly ComparedRun[]): string[] =>
  unchanged(all).flatMap((run, at, runs) => {
    const first = runs
      .slice(0, at)
      .find(({ system, users }) => system === run.system && users === run.users);
    if (first === undefined) return [];
    return [
      `${first.name} and ${run.name} are one system at ${run.users} users; by concurrency, only ${first.name} is shown`,
    ];
  });

/** A broken rule is 3. A gate over numbers that may not be believed is 4, broken or not. */
const exitCodeOf = (given: {
  readonly gate: CompareDocument["gate"];
  readonly runs: readonly ComparedRun[];
  readonly hasRules: boolean;
}): number => {
  const hasInvalid = given.runs.some(({ verdict }) => verdict === "INVALID");
  if (given.hasRules && hasInvalid) return exitCodes.invalidMeasurement;
  return given.gate.some(({ broken }) => broken) ? exitCodes.sloMissed : exitCodes.success;
};
