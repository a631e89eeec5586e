// One row a second, from interval records. Rows keep their few histograms for as long as late
// intervals are usual; after that only the figures stay, and what comes then adds to those that add.
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import type { TimelineRow } from "@gadfly/shared/result/result-rows";
import type { IntervalRecord } from "../journal/journal-record.ts";
import type { SeriesInfo } from "./series-store.ts";

/** Newest rows that keep their histograms. A worker that was away for minutes may amend older ones. */
const amendableRows = 64;

const rowMetrics = ["ttft", "tpot", "e2e", "ttlb"] as const;
type RowMetric = (typeof rowMetrics)[number];

interface OpenRow {
  readonly good: Readonly<Record<RowMetric, Histogram>>;
  readonly workers: Map<string, { readonly users: number; readonly inFlight: number }>;
  /** Of these, the ones whose users others ran by the end of the second. */
  readonly away: Set<string>;
  readonly loopDelay: Histogram;
  ended: number;
  failed: number;
  outputTokens: number;
}

const openRow = (): OpenRow => ({
  good: {
    ttft: new Histogram(),
    tpot: new Histogram(),
    e2e: new Histogram(),
    ttlb: new Histogram(),
  },
  workers: new Map(),
  away: new Set(),
  loopDelay: new Histogram(),
  ended: 0,
  failed: 0,
  outputTokens: 0,
});

const toMs = (histogram: Histogram, q: number): number | null =>
  histogram.isEmpty() ? null : Math.round(histogram.quantile(q)) / 1000;

/** Counts add; a percentile stays as it was, for its histogram is no longer there. */
const addToClosed = (closed: TimelineRow, late: TimelineRow): TimelineRow => ({
  t: closed.t,
  users: closed.users + late.users,
  workers: closed.workers + late.workers,
  inFlight: closed.inFlight + late.inFlight,
  rps: closed.rps + late.rps,
  failuresPerS: closed.failuresPerS + late.failuresPerS,
  outputTps: closed.outputTps + late.outputTps,
  ttftP50: closed.ttftP50 ?? late.ttftP50,
  ttftP99: closed.ttftP99 ?? late.ttftP99,
  tpotP50: closed.tpotP50 ?? late.tpotP50,
  e2eP50: closed.e2eP50 ?? late.e2eP50,
  e2eP99: closed.e2eP99 ?? late.e2eP99,
  loopDelayP99Ms: closed.loopDelayP99Ms ?? late.loopDelayP99Ms,
});

const isRowMetric = (metric: string): metric is RowMetric =>
  rowMetrics.some((known) => known === metric);

/** Whether a worker was lost at the end of the interval, by its id. */
type IsAway = (worker: string) => boolean;

const nobody: IsAway = () => false;

/** The timeline of one run. */
export class Timeline {
  readonly #intervalS: number;
  readonly #infos: ReadonlyMap<number, SeriesInfo>;
  readonly #rows: TimelineRow[] = [];
  readonly #open = new Map<number, OpenRow>();

  constructor(intervalMs: number, infos: ReadonlyMap<number, SeriesInfo>) {
    this.#intervalS = intervalMs / 1000;
    this.#infos = infos;
  }

  /** Finished rows in order of time. */
  get rows(): readonly TimelineRow[] {
    return this.#rows;
  }

  /**
   * Adds an interval or an amendment to its row. A lost worker may tell of users that others run by
   * then: where `isAway`, they do not count twice.
   */
  add(record: Omit<IntervalRecord, "type">, isAway: IsAway = nobody): void {
    const { index } = record;
    const known = this.#open.get(index);
    const closed = known === undefined ? this.#rows[index] : undefined;
    const row = known ?? openRow();
    this.#fill(row, record, isAway);
    const figures = this.#toRow(index, row);
    this.#rows[index] = closed === undefined ? figures : addToClosed(closed, figures);
    if (closed === undefined) this.#open.set(index, row);
    this.#open.delete(index - amendableRows);
  }

  #fill(row: OpenRow, record: Omit<IntervalRecord, "type">, isAway: IsAway): void {
    for (const { id, frame } of record.histograms) this.#addHistogram(row, id, frame);
    for (const { id, delta } of record.counters)
      if (this.#infos.get(id)?.metric === "output_tps") row.outputTokens += delta;
    // Of the rows only what is shown: rows with their histograms would be kept for a minute.
    for (const { worker, users, ledger, loopDelay } of record.workers) {
      row.workers.set(worker, { users, inFlight: ledger.inFlight });
      if (isAway(worker)) row.away.add(worker);
      addFrame(row.loopDelay, loopDelay);
    }
  }

  #addHistogram(
    row: OpenRow,
    id: number,
    frame: IntervalRecord["histograms"][number]["frame"],
  ): void {
    const info = this.#infos.get(id);
    if (info === undefined || !isRowMetric(info.metric)) return;
    const outcome = info.labels["outcome"];
    if (outcome !== "failed") {
      addFrame(row.good[info.metric], frame);
      if (info.metric === "ttlb") row.ended = row.good.ttlb.count + row.failed;
      return;
    }
    if (info.metric !== "ttlb") return;
    const failed = new Histogram();
    addFrame(failed, frame);
    row.failed += failed.count;
    row.ended = row.good.ttlb.count + row.failed;
  }

  #toRow(index: number, row: OpenRow): TimelineRow {
    const workers = [...row.workers];
    const present = workers.filter(([worker]) => !row.away.has(worker));
    const perSecond = (count: number) => Math.max(0, count) / this.#intervalS;
    return {
      t: (index + 1) * this.#intervalS,
      users: present.reduce((sum, [, { users }]) => sum + users, 0),
      workers: present.length,
      inFlight: workers.reduce((sum, [, { inFlight }]) => sum + inFlight, 0),
      rps: perSecond(row.ended),
      failuresPerS: perSecond(row.failed),
      outputTps: perSecond(row.outputTokens),
      ttftP50: toMs(row.good.ttft, 0.5),
      ttftP99: toMs(row.good.ttft, 0.99),
      tpotP50: toMs(row.good.tpot, 0.5),
      e2eP50: toMs(row.good.e2e, 0.5),
      e2eP99: toMs(row.good.e2e, 0.99),
      loopDelayP99Ms: toMs(row.loopDelay, 0.99),
    };
  }
}
