// What happened per second. A step longer than a second is divided by its own length.
import type { RunPicture } from "../run-picture.ts";
import { countsOf, type StepCounts } from "../steps/step-counts.ts";
import { secondsOf } from "../steps/step-time.ts";
import { lineChart } from "./line-chart.ts";

/** A count as a rate by step; a step in which nobody counted has 0, once anybody has counted. */
const ratesOf = ({ steps, series, intervalMs }: RunPicture, count: keyof StepCounts) => {
  const counts = steps.map((step) => countsOf(step, series)[count]);
  const isCounted = counts.some((value) => value !== null);
  const rates = steps.map((step, place) =>
    isCounted ? Math.max(0, counts[place] ?? 0) / secondsOf(step, intervalMs) : null,
  );
  return (place: number): number | null => rates[place] ?? null;
};

/** Requests that ended, and those of them that failed. */
export const requestsChart = (picture: RunPicture) =>
  lineChart(picture, {
    title: "Requests per second",
    unit: "requests/s",
    ifNothing: "No request has ended yet.",
    lines: [
      { name: "Requests", tone: "first", valueAt: ratesOf(picture, "ended") },
      { name: "Failures", tone: "bad", valueAt: ratesOf(picture, "failed") },
    ],
  });

/** Tokens, in the second of their event. */
export const tokensChart = (picture: RunPicture) =>
  lineChart(picture, {
    title: "Tokens per second",
    unit: "tokens/s",
    ifNothing: "No answer has told of tokens.",
    lines: [
      { name: "Output", tone: "first", valueAt: ratesOf(picture, "outputTokens") },
      { name: "Input", tone: "second", valueAt: ratesOf(picture, "inputTokens") },
    ],
  });
