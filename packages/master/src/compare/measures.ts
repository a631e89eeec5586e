// Which ratios over blocks stand for the statistics of a metric. A quantile becomes a share: how many
// samples lie at or below the quantile of both runs together. Dealing blocks anew leaves that limit
// where it is, so one limit serves every deal.
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { bucketOf } from "@gadfly/shared/metrics/hdr-layout";
import { metricRegistry, type MetricRow } from "@gadfly/shared/metrics/metric-registry";
import type { BlockPair, BlockSeries } from "./centred-ratio.ts";
import type { RunBlock } from "./run-blocks.ts";

/** One statistic as a ratio in both runs. */
export interface Measure {
  readonly metric: string;
  /** As in results; the names of `shapeQuantiles` stand in no result and tell only of the shape. */
  readonly statistic: string;
  readonly pair: BlockPair;
}

/** The blocks of both runs. */
export interface BlocksOfTwo {
  readonly baseline: readonly RunBlock[];
  readonly run: readonly RunBlock[];
}

const quantiles = [
  ["p10", 0.1],
  ["p25", 0.25],
  ["p50", 0.5],
  ["p66", 0.66],
  ["p75", 0.75],
  ["p80", 0.8],
  ["p90", 0.9],
  ["p95", 0.95],
  ["p98", 0.98],
  ["p99", 0.99],
  ["p99_9", 0.999],
  ["p99_99", 0.9999],
] as const;

/** Samples on the rarer side of a quantile, in both runs: fewer say nothing. */
const fewestBeyond = 20;

// They tell of the generator and its machine, not of the server; alarms about them help nobody.
const ownHealth: ReadonlySet<string> = new Set(["schedule_lag", "connect"]);

/** Every statistic that can be tested. */
export const measuresOf = (blocks: BlocksOfTwo): Measure[] => [
  ...metricRegistry.flatMap((row) =>
    row.kind === "histogram" && !ownHealth.has(row.name) ? distributionMeasures(row, blocks) : [],
  ),
  ...rateMeasures(blocks),
];

const distributionMeasures = ({ name }: MetricRow, blocks: BlocksOfTwo): Measure[] => {
  const baseline = blocks.baseline.map((block) => block.histograms.get(name) ?? empty);
  const run = blocks.run.map((block) => block.histograms.get(name) ?? empty);
  if (!isSpread(baseline) || !isSpread(run)) return [];
  const both = new Histogram();
  for (const histogram of [...baseline, ...run]) both.add(histogram);
  const shares = quantiles.filter(
    ([, q]) => Math.min(q, 1 - q) * both.count >= fewestBeyond - 1e-6,
  );
  const limits = both.quantiles(shares.map(([, q]) => q));
  const toSeries = (histograms: readonly Histogram[]) => sharesBelow(histograms, limits);
  const [before, after] = [toSeries(baseline), toSeries(run)];
  const ofShares = shares.map(([statistic], at) => ({
    metric: name,
    statistic,
    pair: { baseline: before[at] ?? noSeries, run: after[at] ?? noSeries },
  }));
  const mean = { baseline: sumsOf(baseline), run: sumsOf(run) };
  return [{ metric: name, statistic: "mean", pair: mean }, ...ofShares];
};

const empty = new Histogram();
const noSeries: BlockSeries = { x: [], n: [] };

/** A metric that most blocks know nothing of, such as connections made at the start, has no blocks. */
const isSpread = (histograms: readonly Histogram[]): boolean =>
  histograms.filter((histogram) => !histogram.isEmpty()).length * 2 > histograms.length;

const sumsOf = (histograms: readonly Histogram[]): BlockSeries => ({
  x: histograms.map(({ sum }) => sum),
  n: histograms.map(({ count }) => count),
});

/** For each limit, how many samples of each block are at or below it. */
const sharesBelow = (
  histograms: readonly Histogram[],
  limits: readonly number[],
): BlockSeries[] => {
  const n = histograms.map(({ count }) => count);
  const counts = histograms.map((histogram) => countsBelow(histogram, limits));
  return limits.map((_, at) => ({ x: counts.map((below) => below[at] ?? 0), n }));
};

const countsBelow = (histogram: Histogram, limits: readonly number[]): number[] => {
  const buckets = limits.map(bucketOf);
  const below = limits.map(() => 0);
  histogram.forEachBucket((bucket, count) => {
    for (const [at, limit] of buckets.entries())
      if (bucket <= limit) below[at] = (below[at] ?? 0) + count;
  });
  return below;
};

const rateMeasures = (blocks: BlocksOfTwo): Measure[] => {
  const measure = (metric: string, x: Reading, n: Reading): Measure => ({
    metric,
    statistic: "value",
    pair: { baseline: readBlocks(blocks.baseline, x, n), run: readBlocks(blocks.run, x, n) },
  });
  const counter =
    (name: string): Reading =>
    (block) =>
      block.counters.get(name) ?? 0;
  const seconds: Reading = (block) => block.seconds;
  return [
    ...["output_tps", "input_tps", "item_rate"].map((name) =>
      measure(name, counter(name), seconds),
    ),
    measure("rps", (block) => block.ended, seconds),
    measure(
      "error_rate",
      (block) => block.failed,
      (block) => block.ended,
    ),
  ];
};

type Reading = (block: RunBlock) => number;

const readBlocks = (blocks: readonly RunBlock[], x: Reading, n: Reading): BlockSeries => ({
  x: blocks.map(x),
  n: blocks.map(n),
});
