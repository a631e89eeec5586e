// What happened per second. A step longer than a second is divided by its own length.
import type { LineTone } from "../chart-data.ts";
import type { RunPicture } from "../run-picture.ts";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
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

interface TokenLine {
  readonly name: string;
  readonly tone: LineTone;
  readonly count: keyof StepCounts;
}

/** Requests that ended, and those of them that failed. */
export const requestsChart = (picture: RunPicture) =>
  lineChart(picture, {
    title: "Requests per second",
    unit: "requests/s",
    ifNothing: "No request has ended yet.",
    lines: [
      { name: "Requests", tone: "first", valueAt: ratesOf(picture, "ended") },
      { name: "Failed", tone: "bad", valueAt: ratesOf(picture, "failed") },
    ],
  });

const tokensChart = (picture: RunPicture, metric: string, line: TokenLine) =>
  lineChart(picture, {
    title: findMetric(metric)?.title ?? metric,
    unit: "tokens/s",
    ifNothing: "No answer has told of tokens.",
    lines: [{ name: line.name, tone: line.tone, valueAt: ratesOf(picture, line.count) }],
  });

/** Tokens of answers, in the second of their event. */
export const outputTokensChart = (picture: RunPicture) =>
  tokensChart(picture, "output_tps", { name: "Output", tone: "first", count: "outputTokens" });

/** Tokens of prompts, apart: they are so many that output beside them would lie flat. */
export const inputTokensChart = (picture: RunPicture) =>
  tokensChart(picture, "input_tps", { name: "Input", tone: "second", count: "inputTokens" });
