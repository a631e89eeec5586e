// Percentiles over time: each point is that of its own step, from the step's histograms.
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type { LineTone } from "../chart-data.ts";
import type { RunPicture } from "../run-picture.ts";
import { latenciesOf, type LatencyFigures, loopDelaysOf } from "../steps/latency-figures.ts";
import { lineChart, type LineRule } from "./line-chart.ts";

type Figure = Exclude<keyof LatencyFigures, "bands">;

/** Colours of percentiles, in every chart of them. */
export const latencyTones: Readonly<Record<Figure, LineTone>> = {
  p50: "fan-1",
  p90: "fan-2",
  p95: "fan-3",
  p99: "fan-4",
  max: "quiet",
};

const linesOf = (
  figures: readonly (LatencyFigures | null)[],
  names: readonly Figure[],
): readonly LineRule[] =>
  names.map((name) => ({
    name,
    tone: latencyTones[name],
    isDashed: name === "max",
    valueAt: (place) => figures[place]?.[name] ?? null,
  }));

/** As the metric is called everywhere. */
export const namesOf = (metric: string) => {
  const { title = metric, unit = "" } = findMetric(metric) ?? {};
  return { title, unit };
};

/** Median to 99th percentile of a latency of the requests that did not fail. */
export const latencyChart = (picture: RunPicture, metric: string) =>
  lineChart(picture, {
    ...namesOf(metric),
    ifNothing: "No request has had this so far.",
    lines: linesOf(latenciesOf(picture.steps, metric, picture.series), [
      "p50",
      "p90",
      "p95",
      "p99",
    ]),
  });

/** How late requests were sent: what the generator, or a limit that was reached, did to the schedule. */
export const lagChart = (picture: RunPicture) =>
  lineChart(picture, {
    ...namesOf("schedule_lag"),
    ifNothing: "No request was sent yet.",
    lines: linesOf(latenciesOf(picture.steps, "schedule_lag", picture.series), [
      "p50",
      "p99",
      "max",
    ]),
  });

/** How late the workers' own timers were. */
export const loopDelayChart = (picture: RunPicture) =>
  lineChart(picture, {
    ...namesOf("client_loop_delay"),
    ifNothing: "No worker has reported yet.",
    lines: linesOf(loopDelaysOf(picture.steps), ["p99", "max"]),
  });
