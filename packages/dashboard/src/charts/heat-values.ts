// What a heat map says at one moment, in words and for its table.
import { formatMoment } from "../model/format/format-moment.ts";
import type { HeatMapData } from "../model/chart-data.ts";
import { latencySpanText } from "./axis-ticks.ts";
import { figureText } from "./figure-text.ts";
import { heatCell } from "./heat-pixels.ts";
import { tableRows } from "./table-rows.ts";
import type { TimeWindow } from "./time-scale.ts";

/** A step of a heat map in a few figures. */
export interface HeatRow {
  readonly fromS: number;
  readonly toS: number;
  readonly perSecond: number;
  /** The band with the most requests, and the slowest with any; null: there were none. */
  readonly most: string | null;
  readonly slowest: string | null;
}

const bandText = (data: HeatMapData, band: number): string =>
  latencySpanText(data.edgesMs[band] ?? 0, data.edgesMs[band + 1] ?? 0);

/** A step in a few figures; null: there is no such step. */
export const heatRow = (data: HeatMapData, at: number): HeatRow | null => {
  const column = data.columns[at];
  const cells = data.cells[at];
  if (column === undefined || cells === undefined) return null;
  const perSecond = cells.reduce((sum, value) => sum + value, 0);
  const fullest = cells.indexOf(Math.max(...cells));
  const slowest = cells.findLastIndex((value) => value > 0);
  return {
    ...column,
    perSecond,
    most: perSecond > 0 ? bandText(data, fullest) : null,
    slowest: slowest >= 0 ? bandText(data, slowest) : null,
  };
};

/** Rows of a heat map's table, the newest first. */
export const heatRows = (data: HeatMapData, window: TimeWindow, mostRows: number): HeatRow[] => {
  const ends = data.columns.map((column) => column.toS);
  return tableRows(ends, window, mostRows).flatMap((at) => heatRow(data, at) ?? []);
};

/** Two ends of a step: "12s to 13s". */
export const stepText = (step: { readonly fromS: number; readonly toS: number }): string =>
  `${formatMoment(step.fromS)} to ${formatMoment(step.toS)}`;

/** The step at a time as a sentence. */
export const heatMomentText = (data: HeatMapData, timeS: number): string => {
  const at = data.columns.findIndex((column) => column.fromS < timeS && timeS <= column.toS);
  const row = heatRow(data, at);
  if (row === null) return `${formatMoment(timeS)}: nothing measured`;
  const rate = `${figureText(row.perSecond, "")} requests/s`;
  if (row.most === null) return `${stepText(row)}: ${rate}`;
  return `${stepText(row)}: ${rate}, most of them ${row.most}, the slowest ${row.slowest ?? ""}`;
};

/** What a cell holds: "12s to 13s, 180 to 200 ms: 14.0 requests/s"; null: no step is there. */
export const heatCellText = (data: HeatMapData, timeS: number, height: number): string | null => {
  const cell = heatCell(data, timeS, height);
  if (cell === null) return null;
  const value = figureText(cell.value, "requests/s");
  return `${stepText(cell)}, ${bandText(data, cell.band)}: ${value}`;
};
