// The workers as they are now. Where rows are short, those that are not well are shown first.
import {
  formatCount,
  formatFigure,
  formatRate,
  formatShare,
} from "@gadfly/shared/units/format-number";
import type { Colour } from "../../colour.ts";
import type { ConsoleStyle } from "../../console-style.ts";
import { printable } from "../../printable.ts";
import { verdictLimits } from "../../../stats/verdict-limits.ts";
import { formatTable } from "../../text/text-table.ts";
import { truncate } from "../../text/text-width.ts";
import type { LiveDetails, LiveWorker } from "../live-details.ts";
import type { Section } from "../section.ts";

const columns = [
  { title: "Workers", align: "left", flexibleTo: 7 },
  { title: "users", align: "right" },
  { title: "req/s", align: "right", rank: 1, minWidth: 6 },
  { title: "CPU", align: "right", minWidth: 6 },
  { title: "loop p99 ms now", align: "right", rank: 2 },
  { title: "state", align: "left" },
] as const;

const mostShown = 16;

/** A row for each worker, or for as many as there is room for. */
export const workersSection = ({ workerRows }: LiveDetails, style: ConsoleStyle): Section => {
  const isEmpty = workerRows.length === 0;
  return {
    rank: 7,
    // Less than one worker and the number of the others says nothing.
    least: isEmpty ? 0 : Math.min(2, workerRows.length) + 1,
    most: isEmpty ? 0 : Math.min(mostShown, workerRows.length) + 1,
    draw: (room) => drawWorkers(workerRows, room - 1, style),
  };
};

const drawWorkers = (
  workers: readonly LiveWorker[],
  room: number,
  style: ConsoleStyle,
): string[] => {
  const isCut = workers.length > room;
  const shown = isCut ? troubledFirst(workers).slice(0, room - 1) : workers;
  const more = `and ${formatCount(workers.length - shown.length)} more`;
  return [
    ...formatTable({ columns, rows: shown.map((worker) => cellsOf(worker, style.colour)) }, style),
    ...(isCut ? [style.colour.dim(truncate(more, style.width))] : []),
  ];
};

const isWell = ({ state, cpu }: LiveWorker): boolean =>
  (state === "running" || state === "finished") && (cpu ?? 0) <= verdictLimits.cpu.SUSPECT.core;

const troubledFirst = (workers: readonly LiveWorker[]): LiveWorker[] =>
  workers.toSorted((a, b) => Number(isWell(a)) - Number(isWell(b)));

const cellsOf = (worker: LiveWorker, colour: Colour): string[] => [
  printable(worker.name),
  formatCount(worker.users),
  formatRate(worker.rps),
  formatCpu(worker.cpu, colour),
  formatFigure(worker.loopDelayP99Ms),
  worker.state === "lost" || worker.state === "silent"
    ? colour.red(printable(worker.state))
    : printable(worker.state),
];

const formatCpu = (cpu: number | null, { red, yellow }: Colour): string => {
  const text = formatShare(cpu);
  if (cpu === null || cpu <= verdictLimits.cpu.SUSPECT.core) return text;
  return cpu > verdictLimits.cpu.INVALID.core ? red(text) : yellow(text);
};
