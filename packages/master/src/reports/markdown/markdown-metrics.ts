// The distributions of a result as tables: what did not fail, what failed, and each host's.
import { findMetric, metricRegistry } from "@gadfly/shared/metrics/metric-registry";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import {
  isHistogramStatistics,
  type HistogramStatistics,
  type MetricsByName,
} from "@gadfly/shared/result/result-statistics";
import {
  formatCount,
  formatFigure,
  formatRate,
  formatShare,
} from "@gadfly/shared/units/format-number";
import { markdownTable, plainText, type MarkdownColumn } from "./markdown-text.ts";

const figures = ["p50", "p90", "p95", "p99", "p99_9", "max", "mean"] as const;

const columns: readonly MarkdownColumn[] = [
  { title: "Metric", align: "left" },
  { title: "Unit", align: "left" },
  ...figures.map((figure) => ({ title: figure.replace("_", "."), align: "right" as const })),
  { title: "n", align: "right" },
];

const formatIn = (unit: string, figure: number | null): string =>
  unit === "ratio" ? formatShare(figure) : formatFigure(figure);

const rowOf = (name: string, statistics: HistogramStatistics): string[] => [
  plainText(findMetric(name)?.title ?? name),
  plainText(statistics.unit),
  ...figures.map((figure) => formatIn(statistics.unit, statistics[figure])),
  formatCount(statistics.count),
];

/** In the registry's order; what this version does not know comes last. */
const namesOf = (metrics: MetricsByName): string[] => [
  ...metricRegistry.map(({ name }) => name).filter((name) => Object.hasOwn(metrics, name)),
  ...Object.keys(metrics).filter((name) => findMetric(name) === undefined),
];

/** One row for each distribution; nothing when there is none. */
export const markdownDistributions = (metrics: MetricsByName): string[] => {
  const rows = namesOf(metrics).flatMap((name) => {
    const statistics = metrics[name];
    return isHistogramStatistics(statistics) ? [rowOf(name, statistics)] : [];
  });
  return rows.length === 0 ? [] : markdownTable(columns, rows);
};

/** The metrics that are one number for the whole run. */
export const markdownValues = ({ metrics }: ResultDocument): string[] => {
  const rows = namesOf(metrics).flatMap((name) => {
    const metric = metrics[name];
    if (metric === undefined || !("value" in metric)) return [];
    const value = metric.unit === "ratio" ? formatShare(metric.value) : formatRate(metric.value);
    return [[plainText(findMetric(name)?.title ?? name), value, plainText(metric.unit)]];
  });
  if (rows.length === 0) return [];
  return markdownTable(
    [
      { title: "Metric", align: "left" },
      { title: "Value", align: "right" },
      { title: "Unit", align: "left" },
    ],
    rows,
  );
};
