// A series is one metric for one set of labels. The number of series has a cap; what comes after
// goes to a visible "other", which keeps the outcome, so that failures never mix with successes.
import { z } from "zod";
import type { MetricName } from "./metric-registry.ts";

/** How a request ended, as a label; `any` for what is pooled before the end is known. */
export const outcomeLabel = z.enum(["succeeded", "failed", "cancelled", "any"]);
/** How a request ended, as a label. */
export type OutcomeLabel = z.infer<typeof outcomeLabel>;

/** What sets one series of a metric apart from the next. */
export const seriesLabels = z.object({
  endpoint: z.string().min(1).max(512),
  host: z.string().min(1).max(512),
  outcome: outcomeLabel,
});
/** What sets one series of a metric apart from the next. */
export type SeriesLabels = Readonly<z.infer<typeof seriesLabels>>;

/** Series that get labels of their own; an interval of each costs some 20 KB of memory. */
export const maxSeries = 1000;

/** One text per metric and labels; two series never share it, whatever their labels contain. */
export const seriesKey = (metric: MetricName, labels: SeriesLabels): string =>
  JSON.stringify([metric, labels.endpoint, labels.host, labels.outcome]);

/** The labels of everything beyond the cap. */
export const otherSeriesLabels = (outcome: OutcomeLabel): SeriesLabels => ({
  endpoint: "other",
  host: "other",
  outcome,
});

/** The series that exist, by key: a map or a set. */
export interface KnownSeries {
  readonly size: number;
  has(key: string): boolean;
}

/** The labels to record under: the given ones while there is room, then those of "other". */
export const admitSeries = (
  metric: MetricName,
  labels: SeriesLabels,
  known: KnownSeries,
): SeriesLabels =>
  known.size < maxSeries || known.has(seriesKey(metric, labels))
    ? labels
    : otherSeriesLabels(labels.outcome);
