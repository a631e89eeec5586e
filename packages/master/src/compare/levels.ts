// Results by level of concurrency: runs of one system at different numbers of users, or published numbers.
import type { LevelsFile, TypedLevel } from "@gadfly/shared/compare/levels-file";
import type { LevelRow, SystemLevels } from "@gadfly/shared/compare/compare-document";
import { askedUsersOf } from "@gadfly/shared/result/result-words";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { isHistogramStatistics } from "@gadfly/shared/result/result-statistics";

/** Milliseconds as seconds. */
const toS = (ms: number | null | undefined): number | null =>
  ms === null || ms === undefined ? null : Math.round(ms * 1000) / 1e6;

/** One run as a level. */
export const levelOfRun = ({ run, ledger, metrics, plan }: ResultDocument): LevelRow => {
  const e2e = isHistogramStatistics(metrics["e2e"]) ? metrics["e2e"] : null;
  const tps = metrics["output_tps"];
  const succeededPerS = run.durationS > 0 ? ledger.succeeded / run.durationS : null;
  return {
    concurrency: plan.load.users,
    qps: succeededPerS === null ? null : Math.round(succeededPerS * 1000) / 1000,
    latencyS: toS(e2e?.mean),
    throughput: tps !== undefined && "value" in tps ? tps.value : null,
    failed: ledger.failed + ledger.lost,
    p50S: toS(e2e?.p50),
    p90S: toS(e2e?.p90),
    timeS: run.durationS,
  };
};

/** A run whose load was changed ran at no one level. */
export const isOneLevel = (result: ResultDocument): boolean => askedUsersOf(result).changes === 0;

/** One typed level; what was left out is absent. */
export const levelOfTyped = (typed: TypedLevel): LevelRow => ({
  concurrency: typed.concurrency,
  qps: typed.qps ?? null,
  latencyS: toS(typed.latency),
  throughput: typed.throughput ?? null,
  failed: typed.failed ?? null,
  p50S: toS(typed.p50),
  p90S: toS(typed.p90),
  timeS: toS(typed.time),
});

/** Levels in order; of several with one concurrency the first stays. */
export const sortLevels = (levels: readonly LevelRow[]): LevelRow[] =>
  levels
    .filter(
      ({ concurrency }, at) =>
        levels.findIndex((other) => other.concurrency === concurrency) === at,
    )
    .toSorted((a, b) => a.concurrency - b.concurrency);

/** The systems of a levels file; `readRun` finds the results of the runs that it names. */
export const systemsOfFile = (
  file: LevelsFile,
  readRun: (path: string) => ResultDocument,
): SystemLevels[] =>
  file.systems.map(({ name, levels, runs }) => ({
    name,
    levels: sortLevels([
      ...levels.map(levelOfTyped),
      ...runs.map(readRun).filter(isOneLevel).map(levelOfRun),
    ]),
  }));

/** A run and the name of its system. */
export interface SystemRun {
  readonly system: string;
  readonly result: ResultDocument;
}

/** The systems of runs; none unless one of them was measured at two levels. */
export const systemsOfRuns = (runs: readonly SystemRun[]): SystemLevels[] => {
  const names = [...new Set(runs.map(({ system }) => system))];
  const systems = names.map((name) => ({
    name,
    levels: sortLevels(
      runs
        .filter(({ system, result }) => system === name && isOneLevel(result))
        .map(({ result }) => levelOfRun(result)),
    ),
  }));
  return systems.some(({ levels }) => levels.length > 1) ? systems : [];
};

/** What tells the systems of these runs apart, by run: model, server, target, as far as they differ. */
export const systemNames = (results: readonly ResultDocument[]): string[] => {
  const parts = results.map(({ plan }) => [
    plan.request.model ?? "unknown model",
    plan.request.provider ?? plan.request.endpoint,
    plan.targets.map((target) => target.replace(/^https?:\/\//, "")).join(" + "),
  ]);
  const differs = [0, 1, 2].map((at) => new Set(parts.map((part) => part[at])).size > 1);
  return parts.map((part) => {
    const telling = part.filter((_, at) => differs[at]);
    return telling.length > 0 ? telling.join(", ") : (part[0] ?? "");
  });
};
