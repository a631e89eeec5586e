// PREFIX_stats_history.csv: rows for every interval. In Locust the percentiles of this file are those
// since the start, unless --csv-full-history makes them those of the last seconds, under the same
// header. Here a column means one thing: what is called Total is since the start, the rest is of the
// last ten seconds, exactly merged. --csv-full-history says which rows there are.
import type { IntervalRecord, JournalRecord } from "../../journal/journal-record.ts";
import type { RunModel } from "../../stats/run-model.ts";
import { aggregatedRow, csvRowsOf, type CsvRow } from "./csv-rows.ts";
import { contentSize, hasHosts, percentileCells, percentileColumns, sumsOf } from "./csv-tables.ts";
import { csvLine } from "./csv-text.ts";
import { RowSums } from "./row-sums.ts";

/** As long as Locust's. */
const windowMs = 10_000;

/** The first line of the file. */
export const historyHeader = (): string =>
  csvLine([
    "Timestamp",
    "User Count",
    "Type",
    "Name",
    "Requests/s",
    "Failures/s",
    ...percentileColumns,
    "Total Request Count",
    "Total Failure Count",
    "Total Median Response Time",
    "Total Average Response Time",
    "Total Min Response Time",
    "Total Max Response Time",
    "Total Average Content Size",
  ]);

type Histograms = IntervalRecord["histograms"];

/** Follows the records of a run and says what the file gains by each. */
export class CsvHistory {
  readonly #isFull: boolean;
  /** Of the newest intervals, by their index. */
  #recent = new Map<number, Histograms[]>();
  #lastIndex = -1;
  /** Something came after its rows were written. */
  #isStale = false;

  constructor(isFull: boolean) {
    this.#isFull = isFull;
  }

  /** The lines for a record that the model has taken; "" for most. */
  take(record: JournalRecord, model: RunModel): string {
    switch (record.type) {
      case "interval":
        this.#keep(record, model);
        return this.#rowsOf(model);
      case "amend":
        this.#isStale = true;
        this.#recent.get(record.index)?.push(record.histograms);
        return "";
      case "reset":
        this.#recent.clear();
        return "";
      case "end":
        return this.#isStale && this.#lastIndex >= 0 ? this.#rowsOf(model) : "";
      default:
        return "";
    }
  }

  #keep({ index, histograms }: IntervalRecord, model: RunModel): void {
    this.#lastIndex = index;
    // Intervals count whole: the one in which the statistics began anew is not part of them.
    if (index * model.open.plan.intervalMs >= model.all.fromS * 1000)
      this.#recent.set(index, [histograms]);
    this.#recent.delete(index - Math.max(1, Math.round(windowMs / model.open.plan.intervalMs)));
  }

  #rowsOf(model: RunModel): string {
    this.#isStale = false;
    const totals = sumsOf(model, !this.#isFull);
    const recent = this.#sumRecent(model);
    const now = this.#rowsBy(recent, model);
    const before = this.#rowsBy(totals, model);
    return before.map((total) => this.#line(total, now, model)).join("");
  }

  #rowsBy(sums: RowSums, model: RunModel): CsvRow[] {
    return this.#isFull ? csvRowsOf(sums, hasHosts(model)) : [aggregatedRow(sums.total())];
  }

  #sumRecent(model: RunModel): RowSums {
    const sums = new RowSums(!this.#isFull);
    for (const { id, frame } of [...this.#recent.values()].flat(2)) {
      const info = model.infos.get(id);
      if (info !== undefined) sums.addFrame(info, frame);
    }
    return sums;
  }

  /** The last interval counts as far as the load went. */
  #windowS(model: RunModel): number {
    const intervalS = model.open.plan.intervalMs / 1000;
    const toS = (this.#lastIndex + 1) * intervalS;
    const fromS = toS - this.#recent.size * intervalS;
    return (model.stoppedAtS === null ? toS : Math.min(toS, model.elapsedS)) - fromS;
  }

  #line(total: CsvRow, now: readonly CsvRow[], model: RunModel): string {
    const intervalS = model.open.plan.intervalMs / 1000;
    const recent = now.find(({ type, name }) => type === total.type && name === total.name);
    const windowS = this.#windowS(model);
    const perSecond = (count = 0): number => (windowS > 0 ? count / windowS : 0);
    const startedAtS = Date.parse(model.startedAt) / 1000;
    const { mean, min, max, percentiles } = total.statistics;
    return csvLine([
      Math.floor(startedAtS + (this.#lastIndex + 1) * intervalS),
      model.timeline.rows[this.#lastIndex]?.users ?? 0,
      total.type,
      total.name,
      perSecond(recent?.count),
      perSecond(recent?.failures),
      ...(recent === undefined ? percentileColumns.map(() => null) : percentileCells(recent)),
      total.count,
      total.failures,
      percentiles[0] ?? null,
      mean,
      min,
      max,
      contentSize,
    ]);
  }
}
