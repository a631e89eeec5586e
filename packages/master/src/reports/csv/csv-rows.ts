// What a row of Locust's tables is called and holds: requests by endpoint and host, our metrics as
// rows of type METRIC, and last, as in Locust, the aggregate of all requests.
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import { metricRegistry } from "@gadfly/shared/metrics/metric-registry";
import { endpointTable } from "@gadfly/shared/providers/endpoint-table";
import type { RowSum, RowSums } from "./row-sums.ts";

/** The figures of a distribution; null without samples. */
export interface CsvStatistics {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** In the order of the percentiles' columns, without the last. */
  readonly percentiles: readonly (number | null)[];
}

/** One row before it becomes cells. */
export interface CsvRow {
  readonly type: string;
  readonly name: string;
  readonly count: number;
  readonly failures: number;
  /** In the metric's own unit; milliseconds for requests. */
  readonly statistics: CsvStatistics;
}

/** The request rows are about this metric: the time until the last byte, as in Locust. */
const requestMetric = "ttlb";

/** How Locust would name the requests of an endpoint. */
export const requestNameOf = (endpoint: string | null): { type: string; name: string } => {
  const row = endpointTable.find(({ name }) => name === endpoint);
  const type = row?.format === "websocket" ? "WS" : "POST";
  return { type, name: row?.path ?? endpoint ?? "requests" };
};

const microsecondsPerMs = 1000;

const shares = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999];

/** Of hundreds of rows a second: what no column shows is not reckoned. */
const statisticsOf = (histogram: Histogram, scale = microsecondsPerMs): CsvStatistics => {
  const toFigure = (stored: number): number | null =>
    histogram.isEmpty() ? null : Math.round((stored * 1000) / scale) / 1000;
  return {
    min: toFigure(histogram.min),
    max: toFigure(histogram.max),
    mean: toFigure(histogram.mean()),
    percentiles: histogram.quantiles(shares).map(toFigure),
  };
};

const requestRow = (sum: RowSum, naming: { type: string; name: string }): CsvRow => ({
  ...naming,
  count: sum.requests,
  failures: sum.failures,
  statistics: statisticsOf(sum.of(requestMetric)),
});

const metricRows = (sum: RowSum, prefix: string): CsvRow[] =>
  metricRegistry.flatMap((metric) => {
    if (metric.kind !== "histogram" || metric.name === requestMetric) return [];
    const histogram = sum.of(metric.name);
    if (histogram.isEmpty()) return [];
    return [
      {
        type: "METRIC",
        name: `${prefix}${metric.name}`,
        count: histogram.count,
        failures: 0,
        statistics: statisticsOf(histogram, metric.scale),
      },
    ];
  });

/** The aggregate of all requests. */
export const aggregatedRow = (total: RowSum): CsvRow =>
  requestRow(total, { type: "", name: "Aggregated" });

/** Every row. With several targets (`hasHosts`) names begin with the host. */
export const csvRowsOf = (sums: RowSums, hasHosts: boolean): CsvRow[] => {
  const total = sums.total();
  const prefixOf = ({ host }: RowSum): string => (hasHosts ? `${host} ` : "");
  const requests = sums.rows
    // Some series are pooled under labels of their own; a row of requests has requests.
    .filter(({ requests: count }) => count > 0)
    .map((sum) => {
      const { type, name } = requestNameOf(sum.endpoint);
      return requestRow(sum, { type, name: `${prefixOf(sum)}${name}` });
    });
  const byHost = hasHosts ? sums.rows.flatMap((sum) => metricRows(sum, prefixOf(sum))) : [];
  return [...requests, ...metricRows(total, ""), ...byHost, aggregatedRow(total)];
};
