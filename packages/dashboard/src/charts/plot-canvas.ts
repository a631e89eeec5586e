// What every canvas of a chart can do, whatever draws on it.
import type { PlotColours } from "./plot-colours.ts";
import type { TimeWindow } from "./time-scale.ts";

/** A canvas within an element; its plotted area keeps the insets of time-scale. */
export interface PlotCanvas<Data> {
  /** Draws at once; a canvas without size draws when it gets one. */
  draw(data: Data, window: TimeWindow): void;
  /** Takes a new size in CSS pixels. */
  resize(width: number, height: number): void;
  recolour(colours: PlotColours): void;
  destroy(): void;
}

/** Puts a canvas into an element. */
export type CreateCanvas<Data> = (host: HTMLElement, colours: PlotColours) => PlotCanvas<Data>;
