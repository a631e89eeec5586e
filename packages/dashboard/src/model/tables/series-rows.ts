// Rows of the table that splits one metric by its labels.
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type { SeriesRow } from "@gadfly/shared/result/result-rows";
import { figureCells, figureColumns } from "./metric-rows.ts";
import type { TableCell, TableColumn, TableRow } from "./table-row.ts";

/** A label and the values that it has. */
export interface LabelChoice {
  readonly label: string;
  readonly values: readonly string[];
}

/** Which series are shown. */
export interface SeriesFilter {
  readonly metric: string;
  /** Value wanted of a label; a label that is not named may have any. */
  readonly labels: Readonly<Record<string, string>>;
  /** Text that a label's value holds. */
  readonly text: string;
  /** Some series are only in the result, so that the place of a row here is not its place there. */
  readonly isCut: boolean;
}

/** Every label and its values. */
export const labelChoices = (series: readonly SeriesRow[]): readonly LabelChoice[] => {
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))];
  return names.map((label) => ({
    label,
    values: [...new Set(series.flatMap(({ labels }) => labels[label] ?? []))].toSorted(),
  }));
};

/** Metrics that any series has a distribution of. */
export const seriesMetrics = (
  series: readonly SeriesRow[],
): readonly { readonly name: string; readonly title: string }[] => {
  const names = series.flatMap(({ metrics }) =>
    Object.entries(metrics).flatMap(([name, metric]) => ("p50" in metric ? [name] : [])),
  );
  return [...new Set(names)].map((name) => ({ name, title: findMetric(name)?.title ?? name }));
};

/** Columns: the labels, then the figures. */
export const seriesColumns = (
  choices: readonly LabelChoice[],
  isFull: boolean,
): readonly TableColumn[] => [
  ...choices.map(({ label }): TableColumn => ({
    key: `label ${label}`,
    title: label,
    align: "start",
  })),
  { key: "unit", title: "Unit", align: "start", isWord: true },
  ...figureColumns(isFull),
];

const withoutPlaces = (cells: Record<string, TableCell>): Record<string, TableCell> =>
  Object.fromEntries(
    Object.entries(cells).map(([key, { text, value = null }]) => [key, { text, value }]),
  );

const isWanted = ({ labels }: SeriesRow, filter: SeriesFilter): boolean => {
  const hasText = Object.values(labels).some((value) =>
    value.toLowerCase().includes(filter.text.toLowerCase()),
  );
  const hasLabels = Object.entries(filter.labels).every(
    ([label, value]) => value === "" || labels[label] === value,
  );
  return hasLabels && (filter.text === "" || hasText);
};

/** A row for each series that has the metric. */
export const seriesRows = (
  series: readonly SeriesRow[],
  choices: readonly LabelChoice[],
  filter: SeriesFilter,
): readonly TableRow[] =>
  series.flatMap((row, at): TableRow[] => {
    const metric = row.metrics[filter.metric];
    if (metric === undefined || !("p50" in metric) || !isWanted(row, filter)) return [];
    // A series that spans all values of a label does not name it.
    const labels = choices.map(({ label }): [string, TableCell] => [
      `label ${label}`,
      { text: row.labels[label] ?? "all", isForeign: true },
    ]);
    const path = `series[${at}].${filter.metric}`;
    const cells = {
      ...Object.fromEntries(labels),
      unit: { text: metric.unit },
      ...(filter.isCut ? withoutPlaces(figureCells(metric, path)) : figureCells(metric, path)),
    };
    return [{ key: path, cells }];
  });
