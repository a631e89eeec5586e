// What a chart draws, whatever it is about: model makes it, charts draw it, neither knows the other.
import type { Mark } from "./run-picture.ts";

/** Tones of percentiles in their order, each further from the ground than the one before. */
export const fanTones = ["fan-1", "fan-2", "fan-3", "fan-4"] as const;

/** Colour and stroke of a line, by what it means; the style sheet says which colours these are. */
export type LineTone = "first" | "second" | "bad" | "quiet" | (typeof fanTones)[number];

/** One line of a chart. */
export interface ChartLine {
  readonly name: string;
  readonly tone: LineTone;
  readonly isDashed?: boolean;
  /** One value a time; null: nothing was measured then, and the line has a gap. */
  readonly values: readonly (number | null)[];
}

/** A chart of lines over time. */
export interface ChartData {
  readonly title: string;
  /** Unit of all lines, such as "ms"; "" for plain numbers. */
  readonly unit: string;
  /** Ends of the steps, seconds since the start, ascending. */
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
  /** Says why there is nothing to draw; null: there is something. */
  readonly empty: string | null;
}

/** A heat map: how many requests of a step had a latency within a band. */
export interface HeatMapData {
  readonly title: string;
  /** Steps, in the order of time. */
  readonly columns: readonly { readonly fromS: number; readonly toS: number }[];
  /** Lower edges of the bands in ms, ascending, evenly spaced on a logarithmic scale, and the upper end. */
  readonly edgesMs: readonly number[];
  /** Requests per second, by column and band. */
  readonly cells: readonly (readonly number[])[];
  /** Largest cell. */
  readonly most: number;
  readonly empty: string | null;
}

/** A range of time that somebody chose, in seconds since the start; null: the whole run. */
export type TimeRange = { readonly fromS: number; readonly toS: number } | null;

/** What all charts share. */
export interface ChartFrame {
  readonly marks: readonly Mark[];
  readonly range: TimeRange;
  /** null: there are no ranges to choose. */
  readonly choose: ((range: TimeRange) => void) | null;
}
