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

/** PREFIX_stats.csv. */
export const statsCsv = (model: RunModel): string => {
  const perSecond = (count: number): number => (model.measuredS > 0 ? count / model.measuredS : 0);
  const rows = csvRowsOf(sumsOf(model), hasHosts(model)).map((row) => [
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
  ]);
  return [statsHeader, ...rows].map(csvLine).join("");
};

const momentOf = (model: RunModel, sinceStartMs: number): string =>
  new Date(Date.parse(model.startedAt) + Math.max(0, sinceStartMs)).toISOString();

/** PREFIX_failures.csv. Failures are not kept by host. */
export const failuresCsv = (model: RunModel): string => {
  const { type, name } = requestNameOf(model.endpoint);
  const rows = [...model.errors.values()]
    .toSorted((a, b) => b.count - a.count)
    .map(({ kind, message, count, firstSeenMs, lastSeenMs }) => [
      type,
      name,
      `${kind}: ${message}`,
      count,
      momentOf(model, firstSeenMs),
      momentOf(model, lastSeenMs),
    ]);
  return [["Method", "Name", "Error", "Occurrences", "First Seen", "Last Seen"], ...rows]
    .map(csvLine)
    .join("");
};

/** What went wrong in the generator itself: there is no code of users that could throw. */
const exceptionKinds: ReadonlySet<string> = new Set(["failed", "workerLost", "workerUnfit"]);

/** PREFIX_exceptions.csv. */
export const exceptionsCsv = (model: RunModel): string => {
  const byText = new Map<string, { count: number; nodes: Set<string> }>();
  for (const { kind, text, worker } of model.events) {
    if (!exceptionKinds.has(kind)) continue;
    const row = byText.get(text) ?? { count: 0, nodes: new Set<string>() };
    row.count++;
    if (worker !== undefined) row.nodes.add(worker);
    byText.set(text, row);
  }
  const rows = [...byText].map(([text, { count, nodes }]) => [
    count,
    text,
    "",
    [...nodes].join(", "),
  ]);
  return [["Count", "Message", "Traceback", "Nodes"], ...rows].map(csvLine).join("");
};
