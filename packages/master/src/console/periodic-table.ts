// The table printed every few seconds during a run: Locust's columns in Locust's order, with
// time to first token, time per output token and tokens per second, and with units.
import { formatProgress } from "@gadfly/shared/units/format-elapsed";
import {
  absent,
  formatCount,
  formatFigure,
  formatRate,
  formatShare,
  plural,
} from "@gadfly/shared/units/format-number";
import type { ConsoleStyle } from "./console-style.ts";
import type { LatencyQuantiles, LiveRow, LiveView } from "./live-view.ts";
import { printable } from "./printable.ts";
import type { TableColumn } from "./text/table-layout.ts";
import { formatTable } from "./text/text-table.ts";
import { truncate } from "./text/text-width.ts";

interface LiveColumn extends TableColumn {
  readonly cell: (row: LiveRow) => string;
}

type LatencyName = "ttftMs" | "tpotMs" | "e2eMs";

const latencyColumn = (
  metric: LatencyName,
  quantile: keyof LatencyQuantiles,
  rank: number,
): LiveColumn => ({
  title: quantile,
  group: latencyTitles[metric],
  align: "right",
  minWidth: 6,
  rank,
  cell: (row) => formatFigure(row[metric]?.[quantile]),
});

const latencyTitles: Record<LatencyName, string> = {
  ttftMs: "TTFT ms",
  tpotMs: "TPOT ms",
  e2eMs: "E2E ms",
};

const countColumn = (title: string, cell: LiveColumn["cell"]): LiveColumn => ({
  title,
  group: "",
  align: "right",
  minWidth: 7,
  cell,
});

const failShare = ({ requests, failures }: LiveRow): string =>
  requests === 0 ? absent : formatShare(failures / requests);

// Rank 0 is always there, up to rank 2 fits 80 columns; the higher, the wider the terminal.
const columns: readonly LiveColumn[] = [
  { title: "Name", align: "left", flexibleTo: 12, cell: (row) => printable(row.name) },
  countColumn("# reqs", (row) => formatCount(row.requests)),
  countColumn("# fails", (row) => formatCount(row.failures)),
  { ...countColumn("failed", failShare), rank: 4 },
  latencyColumn("ttftMs", "p50", 0),
  latencyColumn("ttftMs", "p90", 8),
  latencyColumn("ttftMs", "p95", 11),
  latencyColumn("ttftMs", "p99", 0),
  { ...latencyColumn("tpotMs", "p50", 2), minWidth: 8 },
  latencyColumn("tpotMs", "p90", 9),
  latencyColumn("tpotMs", "p99", 5),
  { ...latencyColumn("e2eMs", "p50", 1), minWidth: 7 },
  latencyColumn("e2eMs", "p90", 7),
  latencyColumn("e2eMs", "p95", 10),
  latencyColumn("e2eMs", "p99", 3),
  { ...countColumn("req/s", (row) => formatRate(row.rps)), minWidth: 6 },
  { ...countColumn("failures/s", (row) => formatRate(row.failuresPerS)), rank: 6 },
  countColumn("tok/s", (row) => formatRate(row.outputTps)),
];

/** The table's lines, a line about the run first; none longer than the width. */
export function formatPeriodicTable(view: LiveView, style: ConsoleStyle): string[] {
  const full = formatRows(view.rows, view.total, style);
  const isCut = view.rows.some(({ name }) => !full.some((line) => line.includes(printable(name))));
  const table = isCut ? formatRows(view.rows.map(nameShortly), view.total, style) : full;
  return [style.colour.bold(truncate(formatRunLine(view), style.width)), ...table];
}

/** The name of the API says more than the first letters of its path. */
const nameShortly = (row: LiveRow): LiveRow =>
  row.shortName === "" ? row : { ...row, name: row.shortName };

function formatRows(rows: readonly LiveRow[], total: LiveRow, style: ConsoleStyle): string[] {
  const cells = (row: LiveRow): string[] => columns.map((column) => column.cell(row));
  const footer = [cells({ ...total, name: "Aggregated" })];
  return formatTable({ columns, rows: rows.map(cells), footer }, { ...style, isRuled: true });
}

const formatRunLine = (view: LiveView): string =>
  [
    `${formatProgress(view.elapsedMs, view.totalMs)} ${printable(view.state)}`,
    `${formatCount(view.users)}/${formatCount(view.targetUsers)} users`,
    `${formatCount(view.inFlight)} in flight`,
    plural(view.workers, "worker"),
  ].join(" · ");
