// The targets side by side, when there are several: requests that succeeded and failed, and how the
// successful ones were answered. Percentiles of a host are its own; nothing is averaged.
import type { SeriesRow } from "@gadfly/shared/result/result-rows";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { MetricsByName } from "@gadfly/shared/result/result-statistics";
import { formatCount, formatFigure } from "../text/format-number.ts";
import { printable } from "../printable.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { formatTable } from "../text/text-table.ts";
import { distribution } from "./metric-lookup.ts";

const columns = [
  { title: "Targets", align: "left", flexibleTo: 16 },
  { title: "succeeded", align: "right" },
  { title: "failed", align: "right" },
  { title: "TTFT p50 ms", align: "right" },
  { title: "p99", align: "right" },
  { title: "E2E p50 ms", align: "right", rank: 1 },
  { title: "p99", align: "right", rank: 2 },
] as const;

/** The table; empty for a single target. */
export function formatHosts({ series }: ResultDocument, style: ConsoleStyle): string[] {
  const hosts = [...new Set(series.flatMap(({ labels }) => labels["host"] ?? []))].sort();
  if (hosts.length < 2) return [];
  const rows = hosts.map((host) => formatHost(host, series));
  return formatTable({ columns, rows }, style);
}

function formatHost(host: string, series: readonly SeriesRow[]): string[] {
  const good = metricsOf(host, "succeeded", series);
  const failed = metricsOf(host, "failed", series);
  const ttft = distribution(good, "ttft");
  const e2e = distribution(good, "e2e");
  return [
    printable(host),
    formatCount(distribution(good, "ttlb")?.count ?? 0),
    formatCount(distribution(failed, "ttlb")?.count ?? 0),
    formatFigure(ttft?.p50),
    formatFigure(ttft?.p99),
    formatFigure(e2e?.p50),
    formatFigure(e2e?.p99),
  ];
}

/** A run speaks one API, so there is one such series. */
const metricsOf = (host: string, outcome: string, series: readonly SeriesRow[]): MetricsByName =>
  series.find(({ labels }) => labels["host"] === host && labels["outcome"] === outcome)?.metrics ??
  {};
