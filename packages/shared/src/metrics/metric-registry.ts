// Every metric there is, one row each. Console, page, results, objectives and docs/metrics.md read
// these rows; a metric that has no row does not exist.

import { latencyMetrics } from "./latency-metrics.ts";
import type { MetricRow } from "./metric-row.ts";
import { sideMetrics } from "./side-metrics.ts";
import { volumeMetrics } from "./volume-metrics.ts";

export type { MetricRow } from "./metric-row.ts";

/** Every metric, in the order of tables. */
export const metricRegistry = [
  ...latencyMetrics,
  ...volumeMetrics,
  ...sideMetrics,
] as const satisfies readonly MetricRow[];

type KnownMetric = (typeof metricRegistry)[number];

/** Name of a metric. */
export type MetricName = KnownMetric["name"];

/** Name of a metric that is recorded as a distribution. */
export type HistogramMetricName = Extract<KnownMetric, { kind: "histogram" }>["name"];

/** Names of the metrics that are recorded as distributions. */
export const histogramMetricNames: readonly HistogramMetricName[] = metricRegistry
  .filter((row) => row.kind === "histogram")
  .map((row) => row.name);

const rowsByName: ReadonlyMap<string, MetricRow> = new Map(
  metricRegistry.map((row) => [row.name, row]),
);

/** The row of a name that may come from anywhere; undefined when there is no such metric. */
export const findMetric = (name: string): MetricRow | undefined => rowsByName.get(name);
