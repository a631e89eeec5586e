// A chart over the steps of a run: one value of each line for each step.
import type { ChartData, LineTone } from "../chart-data.ts";
import type { RunPicture } from "../run-picture.ts";
import { endOf } from "../steps/step-time.ts";

/** One line and how its values are found. */
export interface LineRule {
  readonly name: string;
  readonly tone: LineTone;
  readonly isDashed?: boolean;
  /** The value in the step at this place; null: nothing was measured in it. */
  readonly valueAt: (place: number) => number | null;
}

/** What a chart is about. */
export interface LineChartRule {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly LineRule[];
  /** Says why there is nothing although there are steps. */
  readonly ifNothing: string;
}

const emptyText = (hasSteps: boolean, hasValues: boolean, ifNothing: string): string | null => {
  if (!hasSteps) return "Nothing was measured yet.";
  return hasValues ? null : ifNothing;
};

/** The chart; lines without any value are left out, unless all are. */
export const lineChart = (
  { steps, intervalMs }: Pick<RunPicture, "steps" | "intervalMs">,
  rule: LineChartRule,
): ChartData => {
  const lines = rule.lines.map(({ valueAt, ...line }) => ({
    ...line,
    values: steps.map((_, place) => valueAt(place)),
  }));
  const told = lines.filter(({ values }) => values.some((value) => value !== null));
  return {
    title: rule.title,
    unit: rule.unit,
    times: steps.map((step) => endOf(step, intervalMs)),
    lines: told.length === 0 ? lines : told,
    empty: emptyText(steps.length > 0, told.length > 0, rule.ifNothing),
  };
};
