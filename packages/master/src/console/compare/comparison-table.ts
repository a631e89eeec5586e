// One run against the baseline, on a terminal: distributions with the percentiles that fit, then rates.
import type {
  ChangeKind,
  CompareDocument,
  Comparison,
  MetricDelta,
  StatisticDelta,
} from "@gadfly/shared/compare/compare-document";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type { Colour, Paint } from "../colour.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { printable } from "../printable.ts";
import type { TableColumn } from "../text/table-layout.ts";
import { formatTable } from "../text/text-table.ts";
import { wrap } from "../text/text-width.ts";
import { changeWords, describeTest, formatDelta, formatValue, metricsOfServer } from "./words.ts";

const nameWidth = 18;
const changeWidth = 11;
const percentileWidth = 26;

/** The percentiles that have columns: as many as there is room for. */
const percentilesFor = (width: number): readonly string[] => {
  const room = Math.floor((width - nameWidth - changeWidth) / percentileWidth);
  if (room >= 4) return ["p50", "p90", "p95", "p99"];
  if (room === 3) return ["p50", "p95", "p99"];
  return room === 2 ? ["p50", "p99"] : ["p50"];
};

/** The table's lines. */
export const formatComparison = (
  comparison: Comparison,
  limits: Pick<CompareDocument, "alpha" | "minChange">,
  style: ConsoleStyle,
): string[] => {
  const { run, baseline, test } = comparison;
  const metrics = metricsOfServer(comparison);
  const title = style.colour.bold(`${printable(run)} against ${printable(baseline)}`);
  const distributions = metrics.filter(({ baselineCount }) => baselineCount !== null);
  const values = metrics.filter(({ baselineCount }) => baselineCount === null);
  return [
    title,
    ...wrap(describeTest(test, limits), style.width).map(style.colour.dim),
    "",
    ...distributionTable(distributions, style),
    "",
    ...valueTable(values, style),
  ];
};

const nameOf = ({ metric, title }: MetricDelta): string =>
  printable(findMetric(metric)?.shortTitle ?? title);

const paintOf = (colour: Colour, change: ChangeKind): Paint => {
  if (change === "worse" || change === "mixed") return colour.red;
  if (change === "better") return colour.green;
  return change === "changed" ? colour.yellow : colour.dim;
};

const changeCell = ({ change }: MetricDelta, { colour }: ConsoleStyle): string =>
  paintOf(colour, change)(changeWords[change]);

const deltaCell = (statistic: StatisticDelta, { colour }: ConsoleStyle): string =>
  paintOf(colour, statistic.change)(formatDelta(statistic));

const figureColumn = (title: string, group: string): TableColumn => ({
  title,
  align: "right",
  group,
  minWidth: 6,
});

const distributionTable = (metrics: readonly MetricDelta[], style: ConsoleStyle): string[] => {
  const percentiles = percentilesFor(style.width);
  const columns: TableColumn[] = [
    { title: "Latency ms, tokens", align: "left", flexibleTo: 10 },
    ...percentiles.flatMap((name) => [
      figureColumn("base", name),
      figureColumn("run", name),
      figureColumn("Δ", name),
    ]),
    { title: "", align: "left" },
  ];
  const rows = metrics.map((metric) => [
    nameOf(metric),
    ...percentiles.flatMap((name) => {
      const found = metric.statistics.find(({ statistic }) => statistic === name);
      if (found === undefined) return ["", "", ""];
      const { baseline, run } = found;
      const { unit } = metric;
      return [formatValue(baseline, unit), formatValue(run, unit), deltaCell(found, style)];
    }),
    changeCell(metric, style),
  ]);
  return metrics.length === 0 ? [] : formatTable({ columns, rows }, style);
};

const valueTable = (metrics: readonly MetricDelta[], style: ConsoleStyle): string[] => {
  const columns: TableColumn[] = [
    { title: "Rates", align: "left", flexibleTo: 12 },
    { title: "base", align: "right", minWidth: 8 },
    { title: "run", align: "right", minWidth: 8 },
    { title: "Δ", align: "right", minWidth: 7 },
    { title: "", align: "left" },
  ];
  const rows = metrics.flatMap((metric) => {
    const [value] = metric.statistics;
    if (value === undefined) return [];
    const figures = [value.baseline, value.run].map((given) => formatValue(given, metric.unit));
    return [[nameOf(metric), ...figures, deltaCell(value, style), changeCell(metric, style)]];
  });
  return rows.length === 0 ? [] : formatTable({ columns, rows }, style);
};
