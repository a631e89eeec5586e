// A heat map as a small picture: one pixel a screen column and band, which the canvas stretches.
import { heatLevel } from "./heat-levels.ts";
import type { HeatMapData } from "../model/chart-data.ts";
import { timeToX, type TimeWindow } from "./time-scale.ts";

/** A picture with one level a pixel; -1 where nothing is drawn. */
export interface HeatPixels {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top, the slowest band first. */
  readonly levels: Int8Array;
}

/** Draws cells into pixels; where several steps share one pixel, the fullest of them is seen. */
export const heatPixels = (data: HeatMapData, window: TimeWindow, width: number): HeatPixels => {
  const height = Math.max(0, data.edgesMs.length - 1);
  const levels = new Int8Array(width * height).fill(-1);
  const fill = (start: number, end: number, level: number): void => {
    for (let at = start; at < end; at += 1) levels[at] = Math.max(levels[at] ?? -1, level);
  };
  for (const [at, column] of data.columns.entries()) {
    if (column.toS <= window.fromS || column.fromS >= window.toS) continue;
    const from = Math.max(0, Math.floor(timeToX(column.fromS, window, width)));
    const to = Math.max(from + 1, Math.floor(timeToX(column.toS, window, width)));
    for (const [band, value] of (data.cells[at] ?? []).entries()) {
      const row = (height - 1 - band) * width;
      fill(row + from, row + Math.min(width, to), heatLevel(value, data.most));
    }
  }
  return { width, height, levels };
};

/** A cell under the pointer. */
export interface HeatCell {
  readonly column: number;
  readonly band: number;
  readonly fromS: number;
  readonly toS: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: number;
}

/** The cell at a time and at a height, 0 at the bottom and 1 at the top; null: there is none. */
export const heatCell = (data: HeatMapData, timeS: number, height: number): HeatCell | null => {
  const column = data.columns.findIndex((step) => step.fromS <= timeS && timeS <= step.toS);
  const bands = data.edgesMs.length - 1;
  const band = Math.min(bands - 1, Math.floor(height * bands));
  const step = data.columns[column];
  const fromMs = data.edgesMs[band];
  const toMs = data.edgesMs[band + 1];
  if (step === undefined || fromMs === undefined || toMs === undefined) return null;
  return { ...step, column, band, fromMs, toMs, value: data.cells[column]?.[band] ?? 0 };
};
