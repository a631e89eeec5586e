// The targets side by side, when there are several: who asked them, what they delivered, what failed,
// and how the successful requests were answered. Percentiles of a host are its own; nothing is averaged.
import type { SeriesRow } from "@gadfly/shared/result/result-rows";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { MetricsByName } from "@gadfly/shared/result/result-statistics";
import { absent, formatCount, formatFigure, formatRate } from "@gadfly/shared/units/format-number";
import { printable } from "../printable.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { formatTable } from "../text/text-table.ts";
import { distribution, valueOf } from "./metric-lookup.ts";

const columns = [
  { title: "Targets", align: "left", flexibleTo: 16 },
  { title: "users", align: "right" },
  { title: "req/s", align: "right" },
  { title: "tok/s", align: "right" },
  { title: "succeeded", align: "right", rank: 3 },
  { title: "failed", align: "right" },
  { title: "TTFT p50 ms", align: "right" },
  { title: "p99", align: "right" },
  { title: "E2E p50 ms", align: "right", rank: 1 },
  { title: "p99", align: "right", rank: 2 },
] as const;

/** One target of several. */
interface HostRow {
  /** What its series are called. */
  readonly name: string;
  /** null: an older result does not tell which target this is. */
  readonly users: number | null;
}

/** The table; empty for a single target. */
export function formatHosts(result: ResultDocument, style: ConsoleStyle): string[] {
  const hosts = listHosts(result);
  if (hosts.length < 2) return [];
  const rows = hosts.map((host) => formatHost(host, result));
  return formatTable({ columns, rows }, style);
}

function listHosts({ series, plan }: ResultDocument): HostRow[] {
  const names = [...new Set(series.flatMap(({ labels }) => labels["host"] ?? []))].sort();
  const { targets, load } = plan;
  return names.map((name) => {
    const place = targets.findIndex((target) => isCalled(target, name));
    return { name, users: place < 0 ? null : usersOf(place, targets.length, load.users) };
  });
}

/** A series is called by its target's host, or by host and path where several share one. */
function isCalled(target: string, name: string): boolean {
  if (!URL.canParse(target)) return false;
  const { host, pathname } = new URL(target);
  return name === host || name === host + pathname.replace(/\/+$/u, "");
}

/** Users are spread over the targets in turn. */
const usersOf = (place: number, targets: number, users: number): number =>
  Math.max(0, Math.ceil((users - place) / targets));

function formatHost({ name, users }: HostRow, result: ResultDocument): string[] {
  const good = metricsOf(name, "succeeded", result.series);
  const failures = countEnded(name, "failed", result.series);
  const successes = countEnded(name, "succeeded", result.series);
  const ttft = distribution(good, "ttft");
  const e2e = distribution(good, "e2e");
  return [
    printable(name),
    users === null ? absent : formatCount(users),
    formatRate(perSecond(successes + failures, result)),
    formatRate(valueOf(metricsOf(name, "any", result.series), "output_tps")),
    formatCount(successes),
    formatCount(failures),
    formatFigure(ttft?.p50),
    formatFigure(ttft?.p99),
    formatFigure(e2e?.p50),
    formatFigure(e2e?.p99),
  ];
}

/** Over the time that all other rates are taken over. */
function perSecond(count: number, { windows, run }: ResultDocument): number | null {
  const all = windows.find(({ name }) => name === "all");
  const seconds = all === undefined ? run.durationS : all.toS - all.fromS;
  return seconds > 0 ? count / seconds : null;
}

const countEnded = (host: string, outcome: string, series: readonly SeriesRow[]): number =>
  distribution(metricsOf(host, outcome, series), "ttlb")?.count ?? 0;

/** A run speaks one API, so there is one such series. */
const metricsOf = (host: string, outcome: string, series: readonly SeriesRow[]): MetricsByName =>
  series.find(({ labels }) => labels["host"] === host && labels["outcome"] === outcome)?.metrics ??
  {};
