// What a chart says at one moment, for its legend, for those who cannot see it, and for its table.
import { formatMoment } from "../model/format/format-moment.ts";
import type { ChartData, ChartLine } from "../model/chart-data.ts";
import type { Mark } from "../model/run-picture.ts";
import { figureText } from "./figure-text.ts";
import { tableRows } from "./table-rows.ts";
import { nearestIndex, type TimeWindow } from "./time-scale.ts";

/** A line with what it shows at one moment. */
export interface LineValue {
  readonly line: ChartLine;
  readonly text: string;
  readonly withUnit: string;
}

/** What a legend says. */
export interface ChartValues {
  /** Time of the step; null: there is none. */
  readonly timeS: number | null;
  readonly values: readonly LineValue[];
}

/** Values under the crosshair, or the newest where it is away. */
export const chartValues = (data: ChartData, timeS: number | null): ChartValues => {
  const at = timeS === null ? data.times.length - 1 : nearestIndex(data.times, timeS);
  return {
    timeS: data.times[at] ?? null,
    values: data.lines.map((line) => ({
      line,
      text: figureText(line.values[at], ""),
      withUnit: figureText(line.values[at], data.unit),
    })),
  };
};

/** A moment in one sentence: "1m23s: p50 20 ms, p99 80 ms; w2 lost". */
export const momentText = (values: ChartValues, marks: readonly Mark[]): string => {
  if (values.timeS === null) return "nothing measured";
  const figures = values.values.map(({ line, withUnit }) => `${line.name} ${withUnit}`).join(", ");
  const told = marks.map((mark) => mark.text).join(", ");
  return `${formatMoment(values.timeS)}: ${figures}${told === "" ? "" : `; ${told}`}`;
};

/** A row of a chart's table. */
export interface ChartRow {
  readonly timeS: number;
  readonly values: readonly {
    readonly name: string;
    readonly exact: number | null;
    readonly text: string;
  }[];
}

/** Rows of a chart's table, the newest first. */
export const chartRows = (data: ChartData, window: TimeWindow, mostRows: number): ChartRow[] =>
  tableRows(data.times, window, mostRows).map((at) => ({
    timeS: data.times[at] ?? 0,
    values: data.lines.map((line) => ({
      name: line.name,
      exact: line.values[at] ?? null,
      text: figureText(line.values[at], ""),
    })),
  }));
