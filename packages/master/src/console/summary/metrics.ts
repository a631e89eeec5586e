// The table of distributions: latencies, those of failed requests, tokens per request, the
// generator's own health. Rows come in the registry's order; metrics that this version does not
// know come last, under their own names.
import {
  findMetric,
  metricRegistry,
  type MetricRow as RegistryRow,
} from "@gadfly/shared/metrics/metric-registry";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { HistogramStatistics, MetricsByName } from "@gadfly/shared/result/result-statistics";
import { formatCount, formatFigure, formatShare } from "@gadfly/shared/units/format-number";
import { printable } from "../printable.ts";
import type { ConsoleStyle } from "../console-style.ts";
import type { TableColumn } from "../text/table-layout.ts";
import { formatTable } from "../text/text-table.ts";
import { distribution } from "./metric-lookup.ts";

type Titles = Pick<RegistryRow, "name" | "title" | "shortTitle">;

interface MetricRow extends Titles {
  readonly statistics: HistogramStatistics;
}

interface FigureColumn extends TableColumn {
  readonly cell: (statistics: HistogramStatistics) => string;
}

type Figure = Exclude<keyof HistogramStatistics, "unit">;

const figureColumn = (figure: Figure, rank: number, title: string = figure): FigureColumn => ({
  title,
  align: "right",
  minWidth: 6,
  rank,
  cell: (statistics) => formatIn(statistics.unit, statistics[figure]),
});

const formatIn = (unit: string, figure: number | null): string =>
  unit === "ratio" ? formatShare(figure) : formatFigure(figure);

// Rank 0 is always there, up to rank 3 fits 80 columns; the higher, the wider the terminal.
const titleRank = 7;
const figureColumns: readonly FigureColumn[] = [
  figureColumn("min", 6),
  figureColumn("p50", 0),
  figureColumn("p66", 12),
  figureColumn("p75", 10),
  figureColumn("p80", 11),
  figureColumn("p90", 0),
  figureColumn("p95", 1),
  figureColumn("p98", 9),
  figureColumn("p99", 0),
  figureColumn("p99_9", 4, "p99.9"),
  figureColumn("p99_99", 8, "p99.99"),
  figureColumn("max", 3),
  figureColumn("mean", 2),
  figureColumn("stddev", 5),
  { ...figureColumn("count", 0, "n"), cell: ({ count }) => formatCount(count) },
];

/** The table; empty when nothing was recorded. */
export function formatMetrics(result: ResultDocument, style: ConsoleStyle): string[] {
  const [first, ...others] = listSections(result);
  if (first === undefined) return [];
  const rows = others.flatMap((section) => [
    [],
    [style.colour.bold(section.title)],
    ...section.rows.map(formatRow),
  ]);
  const columns: readonly TableColumn[] = [
    { title: first.title, align: "left", flexibleTo: 19 },
    { title: "", align: "left", rank: titleRank },
    ...figureColumns,
  ];
  return formatTable({ columns, rows: [...first.rows.map(formatRow), ...rows] }, style);
}

const formatRow = (row: MetricRow): string[] => [
  titleOf(row),
  row.title,
  ...figureColumns.map((column) => column.cell(row.statistics)),
];

interface Section {
  readonly title: string;
  readonly rows: readonly MetricRow[];
}

function listSections({ metrics, failed }: ResultDocument): Section[] {
  const rows = listRows(metrics);
  const sections = (["latency", "tokens", "generator", "other"] as const).map((name) => ({
    title: sectionTitles[name],
    rows: rows.filter((row) => sectionOf(row) === name),
  }));
  const ofFailed = listRows(failed).filter((row) => sectionOf(row) === "latency");
  sections.splice(1, 0, { title: "Failed requests, ms", rows: ofFailed });
  return sections.filter((section) => section.rows.length > 0);
}

const sectionTitles = {
  latency: "Latency, ms",
  tokens: "Tokens of a request",
  generator: "Generator",
  other: "Other",
};

function sectionOf({ name, statistics: { unit } }: MetricRow): keyof typeof sectionTitles {
  if (name.startsWith("client_")) return "generator";
  if (unit === "ms") return "latency";
  return unit.startsWith("tokens") ? "tokens" : "other";
}

// A section of one unit has it in its title; elsewhere the row says it.
function titleOf(row: MetricRow): string {
  const isPlain = row.statistics.unit === "ratio" || unitIsInTitle.has(sectionOf(row));
  return isPlain ? row.shortTitle : `${row.shortTitle}, ${printable(row.statistics.unit)}`;
}

const unitIsInTitle: ReadonlySet<string> = new Set(["latency", "tokens"]);

function listRows(metrics: MetricsByName): MetricRow[] {
  const known: readonly Titles[] = metricRegistry;
  const unknown = Object.keys(metrics)
    .filter((name) => findMetric(name) === undefined)
    .map((name) => ({ name, title: "", shortTitle: printable(name) }));
  return [...known, ...unknown].flatMap((titles) => {
    const statistics = distribution(metrics, titles.name);
    return statistics === null ? [] : [{ ...titles, statistics }];
  });
}
