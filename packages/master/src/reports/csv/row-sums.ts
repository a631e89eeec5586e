// Adds series up to the rows of Locust's tables: one for each endpoint and host, one for all of them.
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import type { SeriesInfo } from "../../stats/series-store.ts";

/** The samples of one row. */
export class RowSum {
  /** null: the row of everything. */
  readonly endpoint: string | null;
  readonly host: string | null;
  /** By metric, of what did not fail. */
  readonly #good = new Map<string, Histogram>();
  readonly #failed = new Histogram();

  constructor(endpoint: string | null, host: string | null) {
    this.endpoint = endpoint;
    this.host = host;
  }

  /** Requests that succeeded or failed: each has a time until its last byte. */
  get requests(): number {
    return this.of("ttlb").count + this.failures;
  }

  /** Requests that failed. */
  get failures(): number {
    return this.#failed.count;
  }

  /** The distribution of a metric; empty when there is none. */
  of(metric: string): Histogram {
    return this.#good.get(metric) ?? new Histogram();
  }

  /** Adds everything of another row. */
  addRow(other: RowSum): void {
    for (const [metric, samples] of other.#good) this.#placeOf(metric).add(samples);
    this.#failed.add(other.#failed);
  }

  /** Where samples of a series go; null: they are of no table. */
  placeFor({ metric, labels }: SeriesInfo): Histogram | null {
    if (labels["outcome"] === "failed") return metric === "ttlb" ? this.#failed : null;
    return this.#placeOf(metric);
  }

  #placeOf(metric: string): Histogram {
    const known = this.#good.get(metric);
    if (known !== undefined) return known;
    const fresh = new Histogram();
    this.#good.set(metric, fresh);
    return fresh;
  }
}

/** The samples of every row. */
export class RowSums {
  readonly #rows = new Map<string, RowSum>();
  readonly #isTotalOnly: boolean;

  /** `isTotalOnly`: endpoints and hosts are not told apart. */
  constructor(isTotalOnly = false) {
    this.#isTotalOnly = isTotalOnly;
  }

  /** The rows by endpoint and host, in the order of their names. */
  get rows(): RowSum[] {
    return [...this.#rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  /** Everything; made when it is asked for, from few rows instead of many series. */
  total(): RowSum {
    const total = new RowSum(null, null);
    for (const row of this.#rows.values()) total.addRow(row);
    return total;
  }

  /** Adds the samples of a series. */
  add(info: SeriesInfo, samples: Histogram): void {
    this.#rowOf(info).placeFor(info)?.add(samples);
  }

  /** The same from a checked record. */
  addFrame(info: SeriesInfo, frame: HistogramFrame): void {
    const place = this.#rowOf(info).placeFor(info);
    if (place !== null) addFrame(place, frame);
  }

  #rowOf({ labels }: SeriesInfo): RowSum {
    const { endpoint = "", host = "" } = this.#isTotalOnly ? {} : labels;
    const key = `${host} ${endpoint}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const fresh = new RowSum(endpoint, host);
    this.#rows.set(key, fresh);
    return fresh;
  }
}
