// All latencies over time, not only percentiles of them: how many requests of a step lay in which band.
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type { HeatMapData } from "../chart-data.ts";
import type { RunPicture } from "../run-picture.ts";
import { type BandCounts, edgeMs } from "../steps/latency-bands.ts";
import { latenciesOf } from "../steps/latency-figures.ts";
import { endOf, secondsOf, startOf } from "../steps/step-time.ts";

/** Which bands a map shows. */
interface Extent {
  readonly lowest: number;
  readonly count: number;
}

const extentOf = (bands: readonly (BandCounts | null)[]): Extent => {
  const known = bands.filter((row) => row !== null);
  const lowest = known.reduce((least, { first }) => Math.min(least, first), Infinity);
  const end = known.reduce((most, { first, counts }) => Math.max(most, first + counts.length), 0);
  return known.length === 0 ? { lowest: 0, count: 0 } : { lowest, count: end - lowest };
};

const cellsOf = (
  bands: BandCounts | null,
  { lowest, count }: Extent,
  seconds: number,
): readonly number[] => {
  const cells = Array.from<number>({ length: count }).fill(0);
  if (bands === null) return cells;
  for (const [place, requests] of bands.counts.entries())
    cells[bands.first - lowest + place] = requests / seconds;
  return cells;
};

/** The heat map of a latency of the requests that did not fail. */
export const heatMap = ({ steps, series, intervalMs }: RunPicture, metric: string): HeatMapData => {
  const bands = latenciesOf(steps, metric, series).map((figures) => figures?.bands ?? null);
  const extent = extentOf(bands);
  const cells = steps.map((step, place) =>
    cellsOf(bands[place] ?? null, extent, secondsOf(step, intervalMs)),
  );
  const edges = extent.count === 0 ? 0 : extent.count + 1;
  return {
    title: `${findMetric(metric)?.title ?? metric}: requests per second by latency`,
    columns: steps.map((step) => ({
      fromS: startOf(step, intervalMs),
      toS: endOf(step, intervalMs),
    })),
    edgesMs: Array.from({ length: edges }, (_, place) => edgeMs(extent.lowest + place)),
    cells,
    most: cells.reduce((most, row) => row.reduce((a, b) => Math.max(a, b), most), 0),
    empty: extent.count === 0 ? "No request has had this so far." : null,
  };
};
