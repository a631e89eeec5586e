// The words of a comparison, the same on a terminal and on a page.
import type {
  CompareDocument,
  Comparison,
  DeltaOutcome,
  LevelRow,
  MetricDelta,
  NoiseTest,
  StatisticDelta,
} from "@gadfly/shared/compare/compare-document";
import {
  absent,
  formatCount,
  formatFigure,
  formatRate,
  formatShare,
} from "@gadfly/shared/units/format-number";

/** What may be said of a delta, in few words. */
export const outcomeWords: Readonly<Record<DeltaOutcome, string>> = {
  better: "better",
  worse: "worse",
  changed: "changed",
  mixed: "mixed",
  noise: "not told from noise",
  none: "no change",
  untested: "not tested",
};

/** Words that claim something; a claim about an INVALID run carries a question mark. */
const claims: ReadonlySet<DeltaOutcome> = new Set(["better", "worse", "changed", "mixed", "none"]);

/** The word, with a question mark where the numbers may be the generator's. */
export const outcomeWord = (outcome: DeltaOutcome, isDoubtful: boolean): string =>
  `${outcomeWords[outcome]}${isDoubtful && claims.has(outcome) ? "?" : ""}`;

/** The word for a metric. What it rests on is named where none of the shown statistics says so. */
export const describeOutcome = (
  { outcome, statistics }: MetricDelta,
  shown: readonly string[],
  isDoubtful: boolean,
): string => {
  const word = outcomeWord(outcome, isDoubtful);
  if (outcome === "none" || outcome === "untested") return word;
  const kinds: readonly DeltaOutcome[] = outcome === "mixed" ? ["better", "worse"] : [outcome];
  const grounds = kinds.flatMap((kind) => {
    const bearers = statistics.filter((delta) => delta.outcome === kind);
    if (bearers.some(({ statistic }) => shown.includes(statistic))) return [];
    return bearers.slice(0, 1).map(({ statistic }) => statistic.replace("_", "."));
  });
  return grounds.length === 0 ? word : `${word} (${grounds.join(", ")})`;
};

/** What stands over a comparison of runs that may not be believed; null: all may be. */
export const describeDoubts = ({ doubts }: CompareDocument): string | null =>
  doubts.length === 0
    ? null
    : `${doubts.join("; ")}. Differences may be the generator's: words of change carry a question mark.`;

/** Warnings that the doubts do not say already. */
export const otherWarnings = ({ warnings, doubts }: CompareDocument): string[] =>
  warnings.filter((warning) => !doubts.includes(warning));

/** A value of a metric in its unit. */
export const formatValue = (value: number | null, unit: string): string => {
  if (unit === "ratio") return formatShare(value);
  return unit.endsWith("/s") ? formatRate(value) : formatFigure(value);
};

/** "+5.2 %"; where there is no share of nothing, the amount. */
export const formatDelta = ({ delta, deltaShare }: StatisticDelta): string => {
  if (delta === null) return absent;
  const sign = delta < 0 ? "−" : "+";
  if (deltaShare === null) return delta === 0 ? "0 %" : `${sign}${formatFigure(Math.abs(delta))}`;
  const percent = Math.abs(deltaShare) * 100;
  return percent < 0.05 ? "0 %" : `${sign}${percent.toFixed(percent < 99.95 ? 1 : 0)} %`;
};

/** A share as people write it: "1 %". */
export const percentOf = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** One sentence on how a pair was tested. */
export const describeTest = (
  test: NoiseTest,
  { alpha, minChange }: { readonly alpha: number; readonly minChange: number },
): string =>
  test.status === "untested"
    ? `Not tested against noise: ${test.reason ?? "unknown"}.`
    : `Tested on ${test.baselineBlocks ?? 0} and ${test.runBlocks ?? 0} blocks of ${test.blockS ?? 0} s: a change is called one when chance brings it about in fewer than ${percentOf(alpha)} of comparisons, and when it is ${percentOf(minChange)} or more. What moved by as much and might be chance is not told from noise.`;

/** What is shown: the generator's own health is in the document, and in the verdict of each run. */
export const metricsOfServer = ({ metrics }: Comparison): MetricDelta[] =>
  metrics.filter(({ metric }) => !metric.startsWith("client_"));

/** Plans in a line each: "load.users: 20 → 30". */
export const describePlanDifferences = ({ planDifferences }: Comparison): string[] =>
  planDifferences.map(({ field, baseline, run }) => `${field}: ${baseline} → ${run}`);

/** The rows of the table of levels, in the order of the reports that it follows. */
export const levelFigureRows: readonly {
  readonly title: string;
  readonly read: (level: LevelRow) => string;
}[] = [
  { title: "Time, s", read: ({ timeS }) => formatFigure(timeS) },
  { title: "QPS", read: ({ qps }) => formatRate(qps) },
  { title: "Latency, s", read: ({ latencyS }) => formatFigure(latencyS) },
  { title: "Throughput, tok/s", read: ({ throughput }) => formatRate(throughput) },
  { title: "p50, s", read: ({ p50S }) => formatFigure(p50S) },
  { title: "p90, s", read: ({ p90S }) => formatFigure(p90S) },
  { title: "Failed", read: ({ failed }) => formatCount(failed) },
];
