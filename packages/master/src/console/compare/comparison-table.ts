// One run against the baseline, on a terminal: distributions with the percentiles that fit, then rates.
// The word stands second, where a narrow terminal does not cut it; each delta has a mark of its own.
import type {
  CompareDocument,
  Comparison,
  DeltaOutcome,
  MetricDelta,
  StatisticDelta,
} from "@gadfly/shared/compare/compare-document";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type { ConsoleStyle } from "../console-style.ts";
import { printable } from "../printable.ts";
import type { TableColumn } from "../text/table-layout.ts";
import { formatTable, type TextTable } from "../text/text-table.ts";
import { displayWidth, wrap } from "../text/text-width.ts";
import { describeMarks, outcomeMarks, paintOf } from "./outcome-marks.ts";
import {
  describeOutcome,
  describeTest,
  formatDelta,
  formatValue,
  metricsOfServer,
} from "./words.ts";

/** The percentiles that have columns: as many as there is room for. */
const percentileSets: readonly (readonly string[])[] = [
  ["p50", "p90", "p95", "p99"],
  ["p50", "p95", "p99"],
  ["p50", "p99"],
  ["p50"],
];

/** Wider than any terminal: nothing is cut, and the table has the width that it needs. */
const unbounded = 10_000;

/** How the cells of one comparison are written. */
interface CellStyle extends ConsoleStyle {
  readonly isDoubtful: boolean;
}

/** The table's lines. */
export const formatComparison = (
  comparison: Comparison,
  limits: Pick<CompareDocument, "alpha" | "minChange">,
  console: ConsoleStyle,
): string[] => {
  const { run, baseline, test, doubtful } = comparison;
  const style: CellStyle = { ...console, isDoubtful: doubtful };
  const metrics = metricsOfServer(comparison);
  const title = style.colour.bold(
    `${printable(run)} against ${printable(baseline)}${doubtful ? ", doubtful" : ""}`,
  );
  const distributions = metrics.filter(({ baselineCount }) => baselineCount !== null);
  const values = metrics.filter(({ baselineCount }) => baselineCount === null);
  const [percentiles, ofDistributions] = distributionTable(distributions, style);
  const marks = describeMarks(outcomesIn(metrics, [...percentiles, "value"]), limits.minChange);
  return [
    title,
    ...wrap(describeTest(test, limits), style.width).map(style.colour.dim),
    "",
    ...ofDistributions,
    "",
    ...valueTable(values, style),
    ...(marks === null ? [] : ["", ...wrap(marks, style.width).map(style.colour.dim)]),
  ];
};

const outcomesIn = (
  metrics: readonly MetricDelta[],
  shown: readonly string[],
): ReadonlySet<DeltaOutcome> =>
  new Set(
    metrics.flatMap(({ statistics }) =>
      statistics.filter(({ statistic }) => shown.includes(statistic)).map(({ outcome }) => outcome),
    ),
  );

const nameOf = ({ metric, title }: MetricDelta): string =>
  printable(findMetric(metric)?.shortTitle ?? title);

const wordCell = (metric: MetricDelta, shown: readonly string[], style: CellStyle): string =>
  paintOf(style, metric.outcome)(describeOutcome(metric, shown, style.isDoubtful));

const deltaCell = (statistic: StatisticDelta, style: CellStyle): string => {
  const mark = statistic.delta === null ? " " : outcomeMarks[statistic.outcome];
  return paintOf(style, statistic.outcome)(`${formatDelta(statistic)} ${mark}`);
};

const figureColumn = (title: string, group: string): TableColumn => ({
  title,
  align: "right",
  group,
  minWidth: 6,
});

/** The percentiles that have columns, and the lines. */
const distributionTable = (
  metrics: readonly MetricDelta[],
  style: CellStyle,
): readonly [readonly string[], string[]] => {
  const smallest = percentileSets.at(-1) ?? [];
  if (metrics.length === 0) return [smallest, []];
  const fits = (names: readonly string[]): boolean =>
    formatTable(tableOf(metrics, names, style), { ...style, width: unbounded }).every(
      (line) => displayWidth(line) <= style.width,
    );
  const percentiles = percentileSets.find(fits) ?? smallest;
  return [percentiles, formatTable(tableOf(metrics, percentiles, style), style)];
};

const tableOf = (
  metrics: readonly MetricDelta[],
  percentiles: readonly string[],
  style: CellStyle,
): TextTable => ({
  columns: [
    { title: "Latency ms, tokens", align: "left", flexibleTo: 10 },
    { title: "", align: "left" },
    ...percentiles.flatMap((name) => [
      figureColumn("base", name),
      figureColumn("run", name),
      figureColumn("Δ  ", name),
    ]),
  ],
  rows: metrics.map((metric) => [
    nameOf(metric),
    wordCell(metric, percentiles, style),
    ...percentiles.flatMap((name) => {
      const found = metric.statistics.find(({ statistic }) => statistic === name);
      if (found === undefined) return ["", "", ""];
      const { baseline, run } = found;
      const { unit } = metric;
      return [formatValue(baseline, unit), formatValue(run, unit), deltaCell(found, style)];
    }),
  ]),
});

const valueTable = (metrics: readonly MetricDelta[], style: CellStyle): string[] => {
  const columns: TableColumn[] = [
    { title: "Rates", align: "left", flexibleTo: 12 },
    { title: "", align: "left" },
    { title: "base", align: "right", minWidth: 8 },
    { title: "run", align: "right", minWidth: 8 },
    { title: "Δ  ", align: "right", minWidth: 7 },
  ];
  const rows = metrics.flatMap((metric) => {
    const [value] = metric.statistics;
    if (value === undefined) return [];
    const figures = [value.baseline, value.run].map((given) => formatValue(given, metric.unit));
    return [
      [nameOf(metric), wordCell(metric, ["value"], style), ...figures, deltaCell(value, style)],
    ];
  });
  return rows.length === 0 ? [] : formatTable({ columns, rows }, style);
};
