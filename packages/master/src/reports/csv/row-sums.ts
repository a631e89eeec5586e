// Adds series up to the rows of Locust's tables: one for each endpoint and host, one for all of them.
import { addFrame, type HistogramFrame } from "@gadfly/shared/metrics/hdr-codec";
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

  /** Where samples of a series go; null: they are of no table. */
  placeFor({ metric, labels }: SeriesInfo): Histogram | null {
    if (labels["outcome"] === "failed") return metric === "ttlb" ? this.#failed : null;
    const known = this.#good.get(metric);
    if (known !== undefined) return known;
    const fresh = new Histogram();
    this.#good.set(metric, fresh);
    return fresh;
  }
}

/** The samples of every row. */
export class RowSums {
  readonly total = new RowSum(null, null);
  readonly #rows = new Map<string, RowSum>();
  readonly #isTotalOnly: boolean;

  /** `isTotalOnly`: nothing is kept by endpoint and host. */
  constructor(isTotalOnly = false) {
    this.#isTotalOnly = isTotalOnly;
  }

  /** The rows by endpoint and host, in the order of their names. */
  get rows(): RowSum[] {
    return [...this.#rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  /** Adds the samples of a series. */
  add(info: SeriesInfo, samples: Histogram): void {
    for (const place of this.#placesFor(info)) place.add(samples);
  }

  /** The same from a checked record. */
  addFrame(info: SeriesInfo, frame: HistogramFrame): void {
    for (const place of this.#placesFor(info)) addFrame(place, frame);
  }

  #placesFor(info: SeriesInfo): Histogram[] {
    const rows = this.#isTotalOnly ? [this.total] : [this.total, this.#rowOf(info)];
    return rows.flatMap((row) => row.placeFor(info) ?? []);
  }

  #rowOf({ labels }: SeriesInfo): RowSum {
    const { endpoint = "", host = "" } = labels;
    const key = `${host} ${endpoint}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const fresh = new RowSum(endpoint, host);
    this.#rows.set(key, fresh);
    return fresh;
  }
}
