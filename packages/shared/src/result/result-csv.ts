// The metrics of a result as a table.
import type { ResultDocument } from "./result-schema.ts";
import { type CsvCell, toCsv } from "./csv-text.ts";
import { distributionStatistics } from "./distribution-statistics.ts";

const statistics = ["value", "count", ...distributionStatistics] as const;

const toCells = (scope: string, metrics: ResultDocument["metrics"]): CsvCell[][] =>
  Object.entries(metrics).map(([name, row]) => {
    const figures: Readonly<Record<string, CsvCell>> = { ...row };
    return [scope, name, row.unit, ...statistics.map((key) => figures[key] ?? null)];
  });

/** One row a metric, of all requests and of the failed ones. */
export const resultCsv = ({ metrics, failed }: ResultDocument): string =>
  toCsv([
    ["requests", "metric", "unit", ...statistics],
    ...toCells("all", metrics),
    ...toCells("failed", failed),
  ]);
