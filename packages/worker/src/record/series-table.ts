// One histogram or counter per series, numbered in the order of first use and announced once.
import { encodeHistogram } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import type { MetricName } from "@gadfly/shared/metrics/metric-registry";
import { admitSeries, seriesKey, type SeriesLabels } from "@gadfly/shared/metrics/series";
import type { SeriesAnnouncement, SnapshotMessage } from "@gadfly/shared/protocol/worker-message";

/** A histogram of one series: this interval's samples and the count since the start. */
export interface HistogramSeries {
  readonly id: number;
  readonly delta: Histogram;
  total: number;
}

/** A counter of one series: what came in this interval and since the start. */
export interface CounterSeries {
  readonly id: number;
  delta: number;
  total: number;
}

/** The series of one run on one worker. */
export class SeriesTable {
  readonly #histograms = new Map<string, HistogramSeries>();
  readonly #counters = new Map<string, CounterSeries>();
  readonly #keys = new Set<string>();
  readonly #announced: SeriesAnnouncement[] = [];
  #fresh: SeriesAnnouncement[] = [];

  /** The histogram of a series, made at its first use. */
  histogram(metric: MetricName, given: SeriesLabels): HistogramSeries {
    const labels = admitSeries(metric, given, this.#keys);
    const key = seriesKey(metric, labels);
    const known = this.#histograms.get(key);
    if (known !== undefined) return known;
    const id = this.#announce(metric, labels, key);
    const series = { id, delta: new Histogram(), total: 0 };
    this.#histograms.set(key, series);
    return series;
  }

  /** The counter of a series, made at its first use. */
  counter(metric: MetricName, given: SeriesLabels): CounterSeries {
    const labels = admitSeries(metric, given, this.#keys);
    const key = seriesKey(metric, labels);
    const known = this.#counters.get(key);
    if (known !== undefined) return known;
    const series = { id: this.#announce(metric, labels, key), delta: 0, total: 0 };
    this.#counters.set(key, series);
    return series;
  }

  /** Series since the last call; to be sent before the snapshot that uses them. */
  takeAnnouncements(): SeriesAnnouncement[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** All series, for a master that did not hear the announcements. */
  get announcements(): readonly SeriesAnnouncement[] {
    return this.#announced;
  }

  /** The deltas of this interval; the next begins empty. */
  cut(): Pick<SnapshotMessage, "histograms" | "counters"> {
    const histograms = [];
    for (const series of this.#histograms.values()) {
      if (series.delta.isEmpty()) continue;
      series.total += series.delta.count;
      histograms.push({ id: series.id, frame: encodeHistogram(series.delta), total: series.total });
      series.delta.reset();
    }
    const counters = [];
    for (const series of this.#counters.values()) {
      if (series.delta === 0) continue;
      series.total += series.delta;
      counters.push({ id: series.id, delta: series.delta, total: series.total });
      series.delta = 0;
    }
    return { histograms, counters };
  }

  #announce(metric: MetricName, labels: SeriesLabels, key: string): number {
    const announcement = { id: this.#announced.length, metric, labels: { ...labels } };
    this.#keys.add(key);
    this.#announced.push(announcement);
    this.#fresh.push(announcement);
    return announcement.id;
  }
}
