// Locust's three tables of a run: statistics, failures, exceptions. Everything in them is since the
// start, or since --reset-stats.
import type { RunModel } from "../../stats/run-model.ts";
import { csvRowsOf, requestNameOf, type CsvRow } from "./csv-rows.ts";
import { csvLine, type CsvCell } from "./csv-text.ts";
import { RowSums } from "./row-sums.ts";

const percentileTitles = [
  "50%",
  "66%",
  "75%",
  "80%",
  "90%",
  "95%",
  "98%",
  "99%",
  "99.9%",
  "99.99%",
  "100%",
];

/** The percentiles' columns, for every table that has them. */
export const percentileColumns: readonly string[] = percentileTitles;

/** The percentiles of a row under those columns. */
export const percentileCells = ({ statistics }: CsvRow): CsvCell[] => [
  ...statistics.percentiles,
  statistics.max,
];

const statsHeader = [
  "Type",
  "Name",
  "Request Count",
  "Failure Count",
  "Median Response Time",
  "Average Response Time",
  "Min Response Time",
  "Max Response Time",
  "Average Content Size",
  "Requests/s",
  "Failures/s",
  ...percentileColumns,
];

/** The samples of all rows since the start. */
export const sumsOf = (model: RunModel, isTotalOnly = false): RowSums => {
  const sums = new RowSums(isTotalOnly);
  for (const [info, histogram] of model.all.store.histograms()) sums.add(info, histogram);
  return sums;
};

/** Whether names must tell hosts apart. */
export const hasHosts = (model: RunModel): boolean => model.open.plan.targets.length > 1;

/** Bodies are not measured in bytes. */
export const contentSize: CsvCell = null;

const statsCells = (row: CsvRow, measuredS: number): CsvCell[] => {
  const perSecond = (count: number): number => (measuredS > 0 ? count / measuredS : 0);
  return [
    row.type,
    row.name,
    row.count,
    row.failures,
    row.statistics.percentiles[0] ?? null,
    row.statistics.mean,
    row.statistics.min,
    row.statistics.max,
    contentSize,
    perSecond(row.count),
    perSecond(row.failures),
    ...percentileCells(row),
  ];
};

const tableOf = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [header, ...rows].map(csvLine).join("");

/** PREFIX_stats.csv. */
export const statsCsv = (model: RunModel | null): string => {
  const rows = model === null ? [] : csvRowsOf(sumsOf(model), hasHosts(model));
  return tableOf(
    statsHeader,
    rows.map((row) => statsCells(row, model?.measuredS ?? 0)),
  );
};

const momentOf = (model: RunModel, sinceStartMs: number): Date =>
  new Date(Date.parse(model.startedAt) + Math.max(0, sinceStartMs));

/** One failure under Locust's names. */
export interface FailureRow {
  readonly method: string;
  readonly name: string;
  readonly error: string;
  readonly occurrences: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
}

/** Failures, the most frequent first. They are not kept by host. */
export const failureRowsOf = (model: RunModel): FailureRow[] => {
  const { type: method, name } = requestNameOf(model.endpoint);
  return [...model.errors.values()]
    .toSorted((a, b) => b.count - a.count)
    .map(({ kind, message, count, firstSeenMs, lastSeenMs }) => ({
      method,
      name,
      error: `${kind}: ${message}`,
      occurrences: count,
      firstSeen: momentOf(model, firstSeenMs),
      lastSeen: momentOf(model, lastSeenMs),
    }));
};

/** PREFIX_failures.csv. */
export const failuresCsv = (model: RunModel | null): string =>
  tableOf(
    ["Method", "Name", "Error", "Occurrences", "First Seen", "Last Seen"],
    (model === null ? [] : failureRowsOf(model)).map((row) => [
      row.method,
      row.name,
      row.error,
      row.occurrences,
      row.firstSeen.toISOString(),
      row.lastSeen.toISOString(),
    ]),
  );

/** What went wrong in the generator itself: there is no code of users that could throw. */
const exceptionKinds: ReadonlySet<string> = new Set(["failed", "workerLost", "workerUnfit"]);

/** One trouble of the generator. */
export interface ExceptionRow {
  readonly text: string;
  readonly count: number;
  readonly nodes: readonly string[];
}

/** Troubles of the generator, by what they say. */
export const exceptionRowsOf = (model: RunModel): ExceptionRow[] => {
  const byText = new Map<string, { count: number; nodes: Set<string> }>();
  for (const { kind, text, worker } of model.events) {
    if (!exceptionKinds.has(kind)) continue;
    const row = byText.get(text) ?? { count: 0, nodes: new Set<string>() };
    row.count++;
    if (worker !== undefined) row.nodes.add(worker);
    byText.set(text, row);
  }
  return [...byText].map(([text, { count, nodes }]) => ({ text, count, nodes: [...nodes] }));
};

/** PREFIX_exceptions.csv. */
export const exceptionsCsv = (model: RunModel | null): string =>
  tableOf(
    ["Count", "Message", "Traceback", "Nodes"],
    (model === null ? [] : exceptionRowsOf(model)).map(({ text, count, nodes }) => [
      count,
      text,
      "",
      nodes.join(", "),
    ]),
  );
