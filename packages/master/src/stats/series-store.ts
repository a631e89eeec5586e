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

/** Sums of the series of one window. */
export class SeriesStore {
  readonly #infos: ReadonlyMap<number, SeriesInfo>;
  readonly #histograms = new Map<number, Histogram>();
  readonly #counters = new Map<number, number>();

  /** `infos` is shared with whoever numbers the series. */
  constructor(infos: ReadonlyMap<number, SeriesInfo>) {
    this.#infos = infos;
  }

  /** Adds a delta; a frame from a journal was checked when it was written. */
  addHistogram(id: number, frame: HistogramFrame): void {
    const histogram = this.#histograms.get(id) ?? new Histogram();
    this.#histograms.set(id, histogram);
    addFrame(histogram, frame);
  }

  /** Adds to a counter. */
  addCounter(id: number, delta: number): void {
    this.#counters.set(id, (this.#counters.get(id) ?? 0) + delta);
  }

  /** Forgets all samples. */
  clear(): void {
    this.#histograms.clear();
    this.#counters.clear();
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
    for (const [id, histogram] of this.#histograms) {
      const info = this.#infos.get(id);
      if (info?.metric === metric && filter(info)) sum.add(histogram);
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
      if (labels !== undefined) sets.set(JSON.stringify(labels), labels);
    }
    return [...sets.values()];
  }
}
