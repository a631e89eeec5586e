// The workers, each with the figures that tell whether it could keep up. With many of them only
// the least punctual are shown.
import type { WorkerRow } from "@gadfly/shared/result/result-rows";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import { absent, formatCount, formatFigure, formatShare } from "@gadfly/shared/units/format-number";
import type { Colour } from "../colour.ts";
import { printable } from "../printable.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { formatTable } from "../text/text-table.ts";
import { truncate } from "../text/text-width.ts";

const mostShown = 16;

const columns = [
  { title: "Workers", align: "left", flexibleTo: 10 },
  { title: "host", align: "left", rank: 3 },
  { title: "users", align: "right" },
  { title: "requests", align: "right" },
  { title: "loop p99 ms", align: "right" },
  { title: "CPU", align: "right" },
  { title: "clock ms", align: "right", rank: 1 },
  { title: "lost snapshots", align: "right", rank: 2 },
  { title: "state", align: "left" },
] as const;

/** The table of workers. */
export function formatWorkers(workers: readonly WorkerRow[], style: ConsoleStyle): string[] {
  if (workers.length === 0) return [];
  const shown = mostTelling(workers);
  const rows = shown.map((worker) => [
    printable(worker.name),
    printable(worker.host),
    formatCount(worker.users),
    formatCount(worker.requests),
    formatFigure(worker.loopDelayP99Ms),
    formatShare(worker.cpu),
    formatClock(worker),
    formatCount(worker.lostSnapshots),
    formatState(worker, style.colour),
  ]);
  const hidden = workers.length - shown.length;
  const more = `and ${formatCount(hidden)} more with shorter loop delays`;
  return [
    ...formatTable({ columns, rows }, style),
    ...(hidden === 0 ? [] : [style.colour.dim(truncate(more, style.width))]),
  ];
}

function mostTelling(workers: readonly WorkerRow[]): readonly WorkerRow[] {
  if (workers.length <= mostShown) return workers;
  const weight = (worker: WorkerRow): number =>
    worker.blindFromS === undefined ? (worker.loopDelayP99Ms ?? 0) : Infinity;
  return workers.toSorted((left, right) => weight(right) - weight(left)).slice(0, mostShown);
}

function formatClock({ clockOffsetMs, clockErrorMs }: WorkerRow): string {
  if (clockOffsetMs === null) return absent;
  const offset = formatFigure(clockOffsetMs);
  return clockErrorMs === null ? offset : `${offset} ± ${formatFigure(clockErrorMs)}`;
}

function formatState({ state, blindFromS }: WorkerRow, colour: Colour): string {
  const text = printable(state);
  return blindFromS === undefined
    ? text
    : colour.red(`${text}, blind from ${formatSeconds(blindFromS)}`);
}
