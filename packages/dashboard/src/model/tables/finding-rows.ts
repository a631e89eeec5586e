// Rows of what is to be said of a run besides its figures: objectives, warnings, findings of preflight.
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import { formatCount, formatFigure } from "@gadfly/shared/units/format-number";
import type { TableColumn, TableRow } from "./table-row.ts";

/** Columns of the table of objectives. */
export const sloColumns: readonly TableColumn[] = [
  { key: "expression", title: "Objective", align: "start" },
  { key: "value", title: "Measured", align: "end" },
  { key: "unit", title: "Unit", align: "start", isWord: true },
  { key: "met", title: "Met", align: "start" },
];

/** A row for each objective. */
export const sloRows = ({ slo }: LiveTables): readonly TableRow[] =>
  slo.map(({ expression, value, met }, at) => ({
    key: `${at} ${expression}`,
    cells: {
      expression: { text: expression },
      value: { text: formatFigure(value), value, metric: `slo[${at}]`, figure: "value" },
      unit: { text: findMetric(expression.split(/[:.<>]/u)[0] ?? "")?.unit ?? "" },
      met: { text: met ? "met" : "missed", tone: met ? "good" : "bad" },
    },
  }));

/** Columns of the table of warnings. */
export const warningColumns: readonly TableColumn[] = [
  { key: "text", title: "Warning", align: "start", isWide: true },
  { key: "remedy", title: "What to do", align: "start", isWide: true },
  { key: "count", title: "Times", align: "end" },
];

/** A row for each warning. */
export const warningRows = ({ warnings }: LiveTables): readonly TableRow[] =>
  warnings.map(({ code, text, remedy, count }, at) => ({
    key: code,
    cells: {
      text: { text, note: code },
      remedy: { text: remedy ?? "" },
      count: {
        text: formatCount(count),
        value: count,
        metric: `warnings[${at}]`,
        figure: "count",
      },
    },
  }));

/** Columns of the table of findings. */
export const findingColumns: readonly TableColumn[] = [
  { key: "text", title: "Finding", align: "start", isWide: true },
  { key: "weight", title: "Weight", align: "start" },
  { key: "worker", title: "Worker", align: "start" },
];

/** A row for each finding of preflight. */
export const findingRows = ({ preflight }: LiveTables): readonly TableRow[] =>
  preflight.findings.map(({ code, text, severity, worker }, at) => ({
    key: `${at} ${code}`,
    cells: {
      text: { text, note: code, isForeign: true },
      weight:
        severity === undefined
          ? { text: "note", tone: "quiet" }
          : { text: "warning", tone: "warn" },
      worker: { text: worker ?? "", isForeign: true },
    },
  }));
