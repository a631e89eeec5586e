// What the server delivered per second, and the share of requests that failed: every metric
// that is one number for the whole window.
import { metricRegistry } from "@gadfly/shared/metrics/metric-registry";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import {
  isHistogramStatistics,
  type ValueStatistic,
} from "@gadfly/shared/result/result-statistics";
import { formatRate, formatShare } from "@gadfly/shared/units/format-number";
import { printable } from "../printable.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { formatTable } from "../text/text-table.ts";

const isClientMetric = (name: string): boolean => name.startsWith("client_");

/** The block; empty when no such metric was computed. */
export function formatThroughput({ metrics }: ResultDocument, style: ConsoleStyle): string[] {
  const titles = new Map<string, string>(metricRegistry.map((row) => [row.name, row.title]));
  const names = new Set([...titles.keys(), ...Object.keys(metrics)]);
  const rows = [...names].flatMap((name) => {
    const metric = metrics[name];
    if (metric === undefined || isHistogramStatistics(metric) || isClientMetric(name)) return [];
    return [[titles.get(name) ?? printable(name), ...formatValue(metric)]];
  });
  if (rows.length === 0) return [];
  const columns = [
    { title: "Throughput", align: "left", minWidth: 20, flexibleTo: 20 },
    { title: "", align: "right", minWidth: 8 },
    { title: "", align: "left" },
  ] as const;
  return formatTable({ columns, rows }, style);
}

function formatValue({ value, unit }: ValueStatistic): [string, string] {
  if (unit === "ratio") return [formatShare(value), ""];
  return [formatRate(value), printable(unit)];
}
