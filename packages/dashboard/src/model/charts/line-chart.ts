// A chart over the steps of a run: one value of each line for each step.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import type { ChartData, LineTone } from "../chart-data.ts";
import type { RunPicture } from "../run-picture.ts";
import { endOf } from "../steps/step-time.ts";

/** One line and how its value is found. */
export interface LineRule {
  readonly name: string;
  readonly tone: LineTone;
  readonly isDashed?: boolean;
  readonly valueOf: (step: StepRecord) => number | null;
}

/** What a chart is about. */
export interface LineChartRule {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly LineRule[];
  /** Says why there is nothing although there are steps. */
  readonly ifNothing: string;
}

const emptyText = (
  { steps }: RunPicture,
  lines: ChartData["lines"],
  ifNothing: string,
): string | null => {
  if (steps.length === 0) return "Nothing was measured yet.";
  const isEmpty = lines.every(({ values }) => values.every((value) => value === null));
  return isEmpty ? ifNothing : null;
};

/** The chart; lines without any value are left out, unless all are. */
export const lineChart = (picture: RunPicture, rule: LineChartRule): ChartData => {
  const { steps, intervalMs } = picture;
  const lines = rule.lines.map(({ valueOf, ...line }) => ({ ...line, values: steps.map(valueOf) }));
  const told = lines.filter(({ values }) => values.some((value) => value !== null));
  return {
    title: rule.title,
    unit: rule.unit,
    times: steps.map((step) => endOf(step, intervalMs)),
    lines: told.length === 0 ? lines : told,
    empty: emptyText(picture, lines, rule.ifNothing),
  };
};
