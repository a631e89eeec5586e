// A chart of lines over times: one value of each line for each time, mostly the end of a step.
import type { ChartData, LineTone } from "../chart-data.ts";
import type { RunPicture } from "../run-picture.ts";
import { endOf } from "../steps/step-time.ts";

/** One line and how its values are found. */
export interface LineRule {
  readonly name: string;
  readonly tone: LineTone;
  readonly isDashed?: boolean;
  /** The value at this place of the times; null: nothing was measured then. */
  readonly valueAt: (place: number) => number | null;
}

/** What a chart is about. */
export interface LineChartRule {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly LineRule[];
  /** Says why there is nothing to draw. */
  readonly ifNothing: string;
}

/** The chart at these times; lines without any value are left out, unless all are. */
export const chartAt = (times: readonly number[], rule: LineChartRule): ChartData => {
  const lines = rule.lines.map(({ valueAt, ...line }) => ({
    ...line,
    values: times.map((_, place) => valueAt(place)),
  }));
  const told = lines.filter(({ values }) => values.some((value) => value !== null));
  return {
    title: rule.title,
    unit: rule.unit,
    times,
    lines: told.length === 0 ? lines : told,
    empty: told.length === 0 ? rule.ifNothing : null,
  };
};

/** The chart over the steps of a run. */
export const lineChart = (
  { steps, intervalMs }: Pick<RunPicture, "steps" | "intervalMs">,
  rule: LineChartRule,
): ChartData =>
  chartAt(
    steps.map((step) => endOf(step, intervalMs)),
    steps.length === 0 ? { ...rule, ifNothing: "Nothing was measured yet." } : rule,
  );
