// Histograms and counters of a run by series, as records bring them, and their sums over series.
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import { Histogram } from "@gadfly/shared/metrics/histogram";

/** Labels of a series: endpoint, host, outcome and later more. */
export type Labels = Readonly<Record<string, string>>;

/** What a series is: one metric for one set of labels. */
export interface SeriesInfo {
  readonly metric: string;
  readonly labels: Labels;
}

/** Which series a sum is over. */
export type SeriesFilter = (info: SeriesInfo) => boolean;

/** The same for equal labels in any order. Every second asks for those of every series. */
const keyOf = (labels: Labels): string => {
  const known = keys.get(labels);
  if (known !== undefined) return known;
  const key = JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  keys.set(labels, key);
  return key;
};
const keys = new WeakMap<Labels, string>();

/** Passes the series of exactly these labels. */
export const hasLabels = (labels: Labels): SeriesFilter => {
  const key = keyOf(labels);
  return (info) => keyOf(info.labels) === key;
};

/** Sums of the series of one window. */
export class SeriesStore {
  readonly #infos: ReadonlyMap<number, SeriesInfo>;
  readonly #histograms = new Map<number, Histogram>();
  readonly #counters = new Map<number, number>();
  /** The numbers of histograms by their metric: a sum looks at no others. */
  readonly #byMetric = new Map<string, number[]>();
  /** Those that nobody has announced yet. */
  #unplaced: number[] = [];

  /** `infos` is shared with whoever numbers the series. */
  constructor(infos: ReadonlyMap<number, SeriesInfo>) {
    this.#infos = infos;
  }

  /** Adds a delta; a frame from a journal was checked when it was written. */
  addHistogram(id: number, frame: HistogramFrame): void {
    addFrame(this.#histogramOf(id), frame);
  }

  /** Adds to a counter. */
  addCounter(id: number, delta: number): void {
    this.#counters.set(id, (this.#counters.get(id) ?? 0) + delta);
  }

  /** Adds all that another store of the same run has. */
  addAll(other: SeriesStore): void {
    for (const [id, histogram] of other.#histograms) this.#histogramOf(id).add(histogram);
    for (const [id, value] of other.#counters) this.addCounter(id, value);
  }

  /** Forgets all samples. */
  clear(): void {
    this.#histograms.clear();
    this.#counters.clear();
    this.#byMetric.clear();
    this.#unplaced = [];
  }

  /** Every series that has samples. */
  *histograms(): Iterable<readonly [SeriesInfo, Histogram]> {
    for (const [id, histogram] of this.#histograms) {
      const info = this.#infos.get(id);
      if (info !== undefined) yield [info, histogram];
    }
  }

  /** The merged histogram of a metric over the series that pass `filter`. */
  sumOf(metric: string, filter: SeriesFilter): Histogram {
    const sum = new Histogram();
    this.#placeNew();
    for (const id of this.#byMetric.get(metric) ?? []) {
      const info = this.#infos.get(id);
      const histogram = this.#histograms.get(id);
      if (info !== undefined && histogram !== undefined && filter(info)) sum.add(histogram);
    }
    return sum;
  }

  /** The sum of a counter over the series that pass `filter`. */
  counterOf(metric: string, filter: SeriesFilter): number {
    let sum = 0;
    for (const [id, value] of this.#counters) {
      const info = this.#infos.get(id);
      if (info?.metric === metric && filter(info)) sum += value;
    }
    return sum;
  }

  /** Whether this counter ever counted anything in a series that passes `filter`. */
  hasCounter(metric: string, filter: SeriesFilter): boolean {
    return [...this.#counters.keys()].some((id) => {
      const info = this.#infos.get(id);
      return info?.metric === metric && filter(info);
    });
  }

  /** Every distinct set of labels that has samples. */
  labelSets(): Labels[] {
    const sets = new Map<string, Labels>();
    for (const id of [...this.#histograms.keys(), ...this.#counters.keys()]) {
      const labels = this.#infos.get(id)?.labels;
      if (labels !== undefined) sets.set(keyOf(labels), labels);
    }
    return [...sets.values()];
  }

  #histogramOf(id: number): Histogram {
    const known = this.#histograms.get(id);
    if (known !== undefined) return known;
    const fresh = new Histogram();
    this.#histograms.set(id, fresh);
    this.#unplaced.push(id);
    return fresh;
  }

  #placeNew(): void {
    if (this.#unplaced.length === 0) return;
    this.#unplaced = this.#unplaced.filter((id) => {
      const metric = this.#infos.get(id)?.metric;
      if (metric === undefined) return true;
      const ids = this.#byMetric.get(metric);
      if (ids === undefined) this.#byMetric.set(metric, [id]);
      else ids.push(id);
      return false;
    });
  }
}
