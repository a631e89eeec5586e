// What all charts of a view share, beside the numbers.
import type { ChartFrame } from "../model/chart-data.ts";
import type { PlotCursor } from "./plot-cursor.ts";
import type { TimeWindow } from "./time-scale.ts";

/** Marks and range, the time that is shown, and the crosshair. */
export interface PlotFrame extends ChartFrame {
  readonly window: TimeWindow;
  readonly cursor: PlotCursor;
}
