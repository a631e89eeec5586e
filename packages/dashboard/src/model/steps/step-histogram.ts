// The distribution of one metric in one step, over all series that count.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import type { SeriesInfo } from "../run-picture.ts";

/** The series of a run by their numbers. */
export type SeriesByNumber = ReadonlyMap<number, SeriesInfo>;

/** Which series a sum is over. */
export type SeriesFilter = (info: SeriesInfo) => boolean;

/** The failed requests; they have a distribution of their own. */
export const isFailed: SeriesFilter = ({ labels }) => labels["outcome"] === "failed";

/** Everything but the failed requests. */
export const isNotFailed: SeriesFilter = (info) => !isFailed(info);

/** Adds what a step holds of a metric. */
export const addMetric = (
  into: Histogram,
  step: StepRecord,
  series: SeriesByNumber,
  accepts: SeriesFilter,
): void => {
  for (const { id, frame } of step.histograms) {
    const info = series.get(id);
    if (info !== undefined && accepts(info)) addFrame(into, frame);
  }
};
