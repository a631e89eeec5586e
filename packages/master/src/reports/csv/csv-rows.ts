// What a row of Locust's tables is called and holds: requests by endpoint and host, our metrics as
// rows of type METRIC, and last, as in Locust, the aggregate of all requests.
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import { metricRegistry } from "@gadfly/shared/metrics/metric-registry";
import { summarize, type Statistics } from "@gadfly/shared/metrics/statistics";
import { endpointTable } from "@gadfly/shared/providers/endpoint-table";
import type { RowSum, RowSums } from "./row-sums.ts";

/** One row before it becomes cells. */
export interface CsvRow {
  readonly type: string;
  readonly name: string;
  readonly count: number;
  readonly failures: number;
  /** In the metric's own unit; milliseconds for requests. */
  readonly statistics: Statistics;
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

const statisticsOf = (histogram: Histogram, scale = microsecondsPerMs): Statistics =>
  summarize(histogram, scale);

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
export const aggregatedRow = (sums: RowSums): CsvRow =>
  requestRow(sums.total, { type: "", name: "Aggregated" });

/** Every row. With several targets (`hasHosts`) names begin with the host. */
export const csvRowsOf = (sums: RowSums, hasHosts: boolean): CsvRow[] => {
  const prefixOf = ({ host }: RowSum): string => (hasHosts ? `${host} ` : "");
  const requests = sums.rows
    // Some series are pooled under labels of their own; a row of requests has requests.
    .filter(({ requests: count }) => count > 0)
    .map((sum) => {
      const { type, name } = requestNameOf(sum.endpoint);
      return requestRow(sum, { type, name: `${prefixOf(sum)}${name}` });
    });
  const byHost = hasHosts ? sums.rows.flatMap((sum) => metricRows(sum, prefixOf(sum))) : [];
  return [...requests, ...metricRows(sums.total, ""), ...byHost, aggregatedRow(sums)];
};
