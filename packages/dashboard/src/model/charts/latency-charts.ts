// Percentiles over time: each point is that of its own step, from the step's histograms.
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type { RunPicture } from "../run-picture.ts";
import { latencyOf, loopDelayOf } from "../steps/latency-figures.ts";
import { lineChart } from "./line-chart.ts";

const percentiles = [
  { name: "p50", tone: "first" },
  { name: "p90", tone: "second" },
  { name: "p95", tone: "third" },
  { name: "p99", tone: "fourth" },
] as const;

/** Median to 99th percentile of a latency of the requests that did not fail. */
export const latencyChart = (picture: RunPicture, metric: string) =>
  lineChart(picture, {
    title: findMetric(metric)?.title ?? metric,
    unit: findMetric(metric)?.unit ?? "",
    ifNothing: "No request has had this so far.",
    lines: percentiles.map(({ name, tone }) => ({
      name,
      tone,
      valueOf: (step) => latencyOf(step, metric, picture.series)?.[name] ?? null,
    })),
  });

/** How late requests were sent: what the generator, or a full limit, did to the schedule. */
export const lagChart = (picture: RunPicture) => {
  const lagOf = (figure: "p50" | "p99" | "max") => (step: RunPicture["steps"][number]) =>
    latencyOf(step, "schedule_lag", picture.series)?.[figure] ?? null;
  return lineChart(picture, {
    title: "Sent later than due",
    unit: "ms",
    ifNothing: "No request was sent yet.",
    lines: [
      { name: "p50", tone: "first", valueOf: lagOf("p50") },
      { name: "p99", tone: "fourth", valueOf: lagOf("p99") },
      { name: "max", tone: "quiet", valueOf: lagOf("max") },
    ],
  });
};

/** How late the workers' own timers were. */
export const loopDelayChart = (picture: RunPicture) =>
  lineChart(picture, {
    title: "Loop delay of the workers",
    unit: "ms",
    ifNothing: "No worker has reported yet.",
    lines: [
      { name: "p99", tone: "fourth", valueOf: (step) => loopDelayOf(step)?.p99 ?? null },
      { name: "max", tone: "quiet", valueOf: (step) => loopDelayOf(step)?.max ?? null },
    ],
  });
