// The deltas of one run against the baseline, and which of them are more than noise. A change is called
// one when chance alone would hardly bring it about (block-test.ts) and when it is large enough to matter:
// a run of an hour finds differences that nobody can feel.
import type {
  ChangeKind,
  DeltaOutcome,
  MetricDelta,
  StatisticDelta,
} from "@gadfly/shared/compare/compare-document";
import { distributionStatistics } from "@gadfly/shared/result/distribution-statistics";
import { metricRegistry, type MetricRow } from "@gadfly/shared/metrics/metric-registry";
import {
  isHistogramStatistics,
  type MetricsByName,
  type MetricStatistics,
} from "@gadfly/shared/result/result-statistics";
import type { BlockVerdict } from "./block-test.ts";

/** When a difference is called a change. */
export interface NoiseLimits {
  /** Chance of any false alarm in the comparison. */
  readonly alpha: number;
  /** Smaller shares of the baseline are never a change. */
  readonly minChange: number;
}

/** What the noise guard said, by metric and statistic. */
export type VerdictsByStatistic = ReadonlyMap<string, ReadonlyMap<string, BlockVerdict>>;

/** What a stamp of ours can be off by; smaller differences of a latency are our own. */
const finestMs = 0.05;
/** A tenth of a percentage point. */
const finestRatio = 0.001;

/** Every metric that both runs have, in the order of the registry. */
export const deltasOf = (
  baseline: MetricsByName,
  run: MetricsByName,
  guard: { readonly verdicts: VerdictsByStatistic | null; readonly limits: NoiseLimits },
): MetricDelta[] =>
  metricRegistry.flatMap((row: MetricRow) => {
    const before = baseline[row.name];
    const after = run[row.name];
    if (before === undefined || after === undefined) return [];
    const verdicts = guard.verdicts?.get(row.name) ?? null;
    const statistics = pairStatistics(before, after).map((pair) =>
      deltaOf(row, pair, { verdict: verdicts?.get(pair.statistic) ?? null, limits: guard.limits }),
    );
    const adjusted = [...(verdicts?.values() ?? [])].map(({ pAdjusted }) => pAdjusted);
    return [
      {
        metric: row.name,
        title: row.title,
        unit: row.unit,
        better: row.better,
        baselineCount: isHistogramStatistics(before) ? before.count : null,
        runCount: isHistogramStatistics(after) ? after.count : null,
        pAdjusted: adjusted.length === 0 ? null : Math.min(...adjusted),
        change: summarizeChange(statistics.map(({ change }) => change)),
        outcome: summarizeOutcome(statistics, (delta) => isMoved(row, delta, guard.limits)),
        statistics,
      },
    ];
  });

interface StatisticPair {
  readonly statistic: string;
  readonly baseline: number | null;
  readonly run: number | null;
}

const pairStatistics = (before: MetricStatistics, after: MetricStatistics): StatisticPair[] => {
  if (isHistogramStatistics(before))
    return isHistogramStatistics(after)
      ? distributionStatistics.map((statistic) => ({
          statistic,
          baseline: before[statistic],
          run: after[statistic],
        }))
      : [];
  return isHistogramStatistics(after)
    ? []
    : [{ statistic: "value", baseline: before.value, run: after.value }];
};

const deltaOf = (
  row: MetricRow,
  { statistic, baseline, run }: StatisticPair,
  guard: { readonly verdict: BlockVerdict | null; readonly limits: NoiseLimits },
): StatisticDelta => {
  const { verdict, limits } = guard;
  const delta = baseline === null || run === null ? null : round(run - baseline);
  const deltaShare =
    delta === null || baseline === null || baseline === 0 ? null : round(delta / baseline, 1e6);
  const change = changeOf(row, { delta, baseline }, { verdict, limits });
  return {
    statistic,
    baseline,
    run,
    delta,
    deltaShare,
    p: verdict?.p ?? null,
    pAdjusted: verdict?.pAdjusted ?? null,
    change,
    outcome: change === "none" && isMoved(row, { delta, baseline }, limits) ? "noise" : change,
  };
};

const round = (value: number, digits = 1e6): number => Math.round(value * digits) / digits;

type MeasuredDelta = Pick<StatisticDelta, "delta" | "baseline">;

const changeOf = (
  row: MetricRow,
  { delta, baseline }: MeasuredDelta,
  { verdict, limits }: { readonly verdict: BlockVerdict | null; readonly limits: NoiseLimits },
): ChangeKind => {
  if (verdict === null || delta === null || baseline === null) return "untested";
  if (verdict.pAdjusted > limits.alpha || !isMoved(row, { delta, baseline }, limits)) return "none";
  if (row.better === "neutral") return "changed";
  return delta < 0 === (row.better === "lower") ? "better" : "worse";
};

/** Whether it moved by enough to matter, whatever moved it. */
const isMoved = (
  row: MetricRow,
  { delta, baseline }: MeasuredDelta,
  limits: NoiseLimits,
): boolean =>
  delta !== null &&
  baseline !== null &&
  delta !== 0 &&
  Math.abs(delta) >= smallest(row, baseline, limits);

const smallest = ({ unit }: MetricRow, baseline: number, { minChange }: NoiseLimits): number => {
  const finest = unit === "ms" ? finestMs : unit === "ratio" ? finestRatio : 0;
  return Math.max(finest, Math.abs(baseline) * minChange);
};

/** A metric is as bad as its worst statistic; good ones beside bad ones are mixed. */
const summarizeChange = (changes: readonly ChangeKind[]): ChangeKind => {
  const has = (kind: ChangeKind): boolean => changes.includes(kind);
  if (has("better") && has("worse")) return "mixed";
  return (["worse", "better", "changed", "none"] as const).find(has) ?? "untested";
};

/** Percentiles that every table shows: one of them that moved untested is not passed over as no change. */
const headline: ReadonlySet<string> = new Set(["p50", "p90", "p95", "p99", "value"]);

const summarizeOutcome = (
  statistics: readonly StatisticDelta[],
  moved: (delta: StatisticDelta) => boolean,
): DeltaOutcome => {
  const change = summarizeChange(statistics.map(({ change: kind }) => kind));
  if (change !== "none") return change;
  const isOpen = (delta: StatisticDelta): boolean =>
    delta.outcome === "noise" ||
    (delta.outcome === "untested" && headline.has(delta.statistic) && moved(delta));
  return statistics.some(isOpen) ? "noise" : "none";
};
