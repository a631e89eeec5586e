// What happened per second. A step longer than a second is divided by its own length.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import type { RunPicture } from "../run-picture.ts";
import { countsOf, type StepCounts } from "../steps/step-counts.ts";
import { secondsOf } from "../steps/step-time.ts";
import { lineChart } from "./line-chart.ts";

/** The rate of a count over each step. */
const perSecond =
  ({ series, intervalMs }: RunPicture, count: keyof StepCounts) =>
  (step: StepRecord): number | null => {
    const value = countsOf(step, series)[count];
    return value === null ? null : Math.max(0, value) / secondsOf(step, intervalMs);
  };

/** A second in which nobody counted is 0 once somebody has. */
const perSecondOnceCounted = (picture: RunPicture, count: keyof StepCounts) => {
  const rate = perSecond(picture, count);
  const isCounted = picture.steps.some((step) => rate(step) !== null);
  return (step: StepRecord): number | null => (isCounted ? (rate(step) ?? 0) : null);
};

/** Requests that ended, and those of them that failed. */
export const requestsChart = (picture: RunPicture) =>
  lineChart(picture, {
    title: "Requests per second",
    unit: "requests/s",
    ifNothing: "No request has ended yet.",
    lines: [
      { name: "Requests", tone: "first", valueOf: perSecond(picture, "ended") },
      { name: "Failures", tone: "bad", valueOf: perSecond(picture, "failed") },
    ],
  });

/** Tokens, in the second of their event. */
export const tokensChart = (picture: RunPicture) =>
  lineChart(picture, {
    title: "Tokens per second",
    unit: "tokens/s",
    ifNothing: "No answer has told of tokens.",
    lines: [
      { name: "Output", tone: "first", valueOf: perSecondOnceCounted(picture, "outputTokens") },
      { name: "Input", tone: "second", valueOf: perSecondOnceCounted(picture, "inputTokens") },
    ],
  });
