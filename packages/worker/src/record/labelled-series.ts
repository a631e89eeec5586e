// Finds the series of a request's endpoint, host and outcome without building a key: a request ends with
// a dozen metrics, and their keys would cost more than recording them.
import { findMetric, type HistogramMetricName } from "@gadfly/shared/metrics/metric-registry";
import type { SeriesLabels } from "@gadfly/shared/metrics/series";
import type { HistogramSeries, SeriesTable } from "./series-table.ts";

/** A series and how many of its integers make one unit of its metric. */
interface ScaledSeries {
  readonly series: HistogramSeries;
  readonly scale: number;
}

/** The histograms of one set of labels, each made at its first use. */
export class LabelledSeries {
  readonly #table: SeriesTable;
  readonly #labels: SeriesLabels;
  readonly #byMetric = new Map<HistogramMetricName, ScaledSeries>();

  constructor(table: SeriesTable, labels: SeriesLabels) {
    this.#table = table;
    this.#labels = labels;
  }

  /** Records a value in the metric's own unit. */
  record(metric: HistogramMetricName, value: number): void {
    const { series, scale } = this.#byMetric.get(metric) ?? this.#open(metric);
    series.delta.record(value * scale);
  }

  #open(metric: HistogramMetricName): ScaledSeries {
    const series = this.#table.histogram(metric, this.#labels);
    const scaled = { series, scale: findMetric(metric)?.scale ?? 1 };
    this.#byMetric.set(metric, scaled);
    return scaled;
  }
}

/** The labelled series of a run, by endpoint, host and outcome. */
export class LabelledSeriesIndex {
  readonly #table: SeriesTable;
  readonly #byEndpoint = new Map<string, Map<string, Map<string, LabelledSeries>>>();

  constructor(table: SeriesTable) {
    this.#table = table;
  }

  /** The series of these labels. */
  find(endpoint: string, host: string, outcome: SeriesLabels["outcome"]): LabelledSeries {
    const known = this.#byEndpoint.get(endpoint)?.get(host)?.get(outcome);
    return known ?? this.#open({ endpoint, host, outcome });
  }

  #open(labels: SeriesLabels): LabelledSeries {
    const { endpoint, host, outcome } = labels;
    const byHost = this.#byEndpoint.get(endpoint) ?? new Map<string, Map<string, LabelledSeries>>();
    const byOutcome = byHost.get(host) ?? new Map<string, LabelledSeries>();
    const series = new LabelledSeries(this.#table, labels);
    this.#byEndpoint.set(endpoint, byHost.set(host, byOutcome.set(outcome, series)));
    return series;
  }
}
