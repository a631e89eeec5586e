// Percentiles of a range of a run, from the histograms of the journal's intervals.
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import { type Statistics, summarize } from "@gadfly/shared/metrics/statistics";

/** A range of seconds; the end is not part of it. */
export interface SecondsRange {
  readonly fromS: number;
  readonly toS: number;
}

const secondsOf = (records: readonly JournalRecord[], { fromS, toS }: SecondsRange) =>
  records.flatMap((record) =>
    (record.type === "interval" || record.type === "amend") &&
    record.index >= fromS &&
    record.index < toS
      ? [record]
      : [],
  );

/** The statistics of a metric within a range, failed requests left out. */
export function statisticsOf(
  records: readonly JournalRecord[],
  range: SecondsRange,
  metric: string,
): Statistics {
  const ids = new Set(
    records.flatMap((record) =>
      record.type === "series" && record.metric === metric && record.labels["outcome"] !== "failed"
        ? [record.id]
        : [],
    ),
  );
  const seconds = secondsOf(records, range);
  const frames =
    metric === "client_loop_delay"
      ? seconds.flatMap(({ workers }) => workers.map(({ loopDelay }) => loopDelay))
      : seconds.flatMap(({ histograms }) =>
          histograms.flatMap(({ id, frame }) => (ids.has(id) ? [frame] : [])),
        );
  const histogram = new Histogram();
  for (const frame of frames) {
    const added = addFrame(histogram, frame);
    if (!added.ok) throw new Error(added.error);
  }
  return summarize(histogram, findMetric(metric)?.scale ?? 1);
}
