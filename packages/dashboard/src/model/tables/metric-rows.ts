// Rows of the tables of metrics: distributions with their percentiles, and single values.
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type {
  HistogramStatistics,
  MetricsByName,
  MetricStatistics,
} from "@gadfly/shared/result/result-statistics";
import { formatCount, formatFigure, formatShare } from "@gadfly/shared/units/format-number";
import type { TableCell, TableColumn, TableRow } from "./table-row.ts";

type FigureName = Exclude<keyof HistogramStatistics, "unit">;

const titles = {
  count: "Count",
  mean: "Mean",
  stddev: "Deviation",
  min: "Min",
  p50: "p50",
  p66: "p66",
  p75: "p75",
  p80: "p80",
  p90: "p90",
  p95: "p95",
  p98: "p98",
  p99: "p99",
  p99_9: "p99.9",
  p99_99: "p99.99",
  max: "Max",
} as const satisfies Record<FigureName, string>;

const usual = new Set<string>([
  "count",
  "mean",
  "p50",
  "p90",
  "p95",
  "p99",
  "p99_9",
  "p99_99",
  "max",
]);

const figureNames = Object.keys(titles).filter((name): name is FigureName =>
  Object.hasOwn(titles, name),
);

/** What a table of metrics shows. */
export interface MetricTableChoice {
  /** Every percentile of the result, not only the usual ones. */
  readonly isFull: boolean;
  /** What each metric means, below its name. */
  readonly isExplained: boolean;
  /** What stands before names in `data-metric`; "" for the metrics of the whole run. */
  readonly path: string;
}

const shownFigures = (isFull: boolean): readonly FigureName[] =>
  figureNames.filter((name) => isFull || usual.has(name));

/** Columns of figures of a distribution. */
export const figureColumns = (isFull: boolean): readonly TableColumn[] =>
  shownFigures(isFull).map((key) => ({ key, title: titles[key], align: "end" }));

/** Columns of a table of distributions. */
export const metricColumns = (isFull: boolean): readonly TableColumn[] => [
  { key: "metric", title: "Metric", align: "start" },
  { key: "unit", title: "Unit", align: "start", isWord: true },
  ...figureColumns(isFull),
];

/** Columns of a table of single values. */
export const valueColumns: readonly TableColumn[] = [
  { key: "metric", title: "Metric", align: "start" },
  { key: "value", title: "Value", align: "end" },
  { key: "unit", title: "Unit", align: "start", isWord: true },
];

const formatIn = (unit: string, value: number | null): string =>
  unit === "ratio" ? formatShare(value) : formatFigure(value);

// Below so many samples a percentile shows the largest of them alone.
const samplesNeeded: Partial<Record<FigureName, number>> = {
  p90: 10,
  p95: 20,
  p98: 50,
  p99: 100,
  p99_9: 1_000,
  p99_99: 10_000,
};

const thinness = (figure: FigureName, count: number): Pick<TableCell, "thin"> => {
  const needed = samplesNeeded[figure] ?? 0;
  return count < needed ? { thin: `fewer than ${formatCount(needed)} samples` } : {};
};

/** Cells of the figures of one distribution; `metric` says which it is. */
export const figureCells = (
  statistics: HistogramStatistics,
  metric: string,
): Record<string, TableCell> =>
  Object.fromEntries(
    figureNames.map((figure): [string, TableCell] => {
      const value = statistics[figure];
      if (figure === "count") return [figure, { text: formatCount(value), value, metric, figure }];
      const text = formatIn(statistics.unit, value);
      return [figure, { text, value, metric, figure, ...thinness(figure, statistics.count) }];
    }),
  );

// A share has its sign beside each number.
const unitText = (unit: string): string => (unit === "ratio" ? "" : unit);

const isDistribution = (metric: MetricStatistics): metric is HistogramStatistics => "p50" in metric;

const explain = (name: string): string => {
  const row = findMetric(name);
  return row === undefined ? name : `${name} = ${row.formula}; of ${row.population}`;
};

const nameCell = (name: string, { isExplained }: MetricTableChoice): TableCell => {
  const text = findMetric(name)?.title ?? name;
  return isExplained ? { text, note: explain(name) } : { text };
};

/** A row for each metric that is a distribution. */
export const distributionRows = (
  metrics: MetricsByName,
  choice: MetricTableChoice,
): readonly TableRow[] =>
  Object.entries(metrics).flatMap(([name, metric]): TableRow[] => {
    if (!isDistribution(metric)) return [];
    const cells = {
      metric: nameCell(name, choice),
      unit: { text: unitText(metric.unit) },
      ...figureCells(metric, choice.path + name),
    };
    return [{ key: name, cells }];
  });

/** A row for each metric that is one number. */
export const valueRows = (metrics: MetricsByName, choice: MetricTableChoice): readonly TableRow[] =>
  Object.entries(metrics).flatMap(([name, metric]): TableRow[] => {
    if (isDistribution(metric)) return [];
    const value = {
      text: formatIn(metric.unit, metric.value),
      value: metric.value,
      metric: choice.path + name,
      figure: "value",
    };
    const cells = { metric: nameCell(name, choice), unit: { text: unitText(metric.unit) }, value };
    return [{ key: name, cells }];
  });
