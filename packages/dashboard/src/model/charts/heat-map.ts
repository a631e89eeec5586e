// All latencies over time, not only percentiles of them: how many requests of a step lay in which band.
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type { HeatMapData } from "../chart-data.ts";
import type { RunPicture } from "../run-picture.ts";
import { type BandCounts, edgeMs } from "../steps/latency-bands.ts";
import { latencyOf } from "../steps/latency-figures.ts";
import { endOf, secondsOf, startOf } from "../steps/step-time.ts";

const cellsOf = (
  bands: BandCounts | null,
  lowest: number,
  count: number,
  seconds: number,
): readonly number[] => {
  const cells = Array.from({ length: count }, () => 0);
  for (const [place, requests] of bands?.counts.entries() ?? [])
    cells[(bands?.first ?? 0) - lowest + place] = requests / seconds;
  return cells;
};

/** The heat map of a latency of the requests that did not fail. */
export const heatMap = ({ steps, series, intervalMs }: RunPicture, metric: string): HeatMapData => {
  const bands = steps.map((step) => latencyOf(step, metric, series)?.bands ?? null);
  const known = bands.filter((row) => row !== null);
  const lowest = known.reduce((least, { first }) => Math.min(least, first), Infinity);
  const end = known.reduce((most, { first, counts }) => Math.max(most, first + counts.length), 0);
  const count = known.length === 0 ? 0 : end - lowest;
  const cells = steps.map((step, place) =>
    cellsOf(bands[place] ?? null, lowest, count, secondsOf(step, intervalMs)),
  );
  return {
    title: `${findMetric(metric)?.title ?? metric}: requests per second by latency`,
    columns: steps.map((step) => ({
      fromS: startOf(step, intervalMs),
      toS: endOf(step, intervalMs),
    })),
    edgesMs:
      count === 0 ? [] : Array.from({ length: count + 1 }, (_, place) => edgeMs(lowest + place)),
    cells,
    most: cells.reduce((most, row) => Math.max(most, ...row), 0),
    empty: known.length === 0 ? "No request has had this so far." : null,
  };
};
