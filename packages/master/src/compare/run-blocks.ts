// A run's journal as blocks of time: what every metric counted in each stretch of so many intervals.
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import type { IntervalRecord, JournalRecord } from "../journal/journal-record.ts";
import type { SeriesInfo } from "../stats/series-store.ts";

/** What one block counted. */
export interface RunBlock {
  seconds: number;
  /** By metric, of everything that did not fail. */
  readonly histograms: Map<string, Histogram>;
  /** By metric, of the metrics that count without a distribution. */
  readonly counters: Map<string, number>;
  ended: number;
  failed: number;
}

/** The stretch of a run that is cut, in whole intervals; `end` is not part of it. */
export interface IntervalRange {
  readonly begin: number;
  readonly end: number;
}

/** The whole intervals between two moments. */
export const intervalRange = (fromS: number, toS: number, intervalMs: number): IntervalRange => {
  const inIntervals = (seconds: number): number => Math.round(seconds * 1000) / intervalMs;
  const begin = Math.ceil(inIntervals(fromS));
  return { begin, end: Math.max(begin, Math.floor(inIntervals(toS))) };
};

const emptyBlock = (): RunBlock => ({
  seconds: 0,
  histograms: new Map(),
  counters: new Map(),
  ended: 0,
  failed: 0,
});

/**
 * Cuts the intervals of a range into blocks of `length` intervals. What is left at the end is part of
 * the last block, so that no block is shorter than the others.
 */
export const cutBlocks = (
  records: readonly JournalRecord[],
  { begin, end }: IntervalRange,
  { length, intervalMs }: { readonly length: number; readonly intervalMs: number },
): RunBlock[] => {
  const count = Math.floor((end - begin) / length);
  const blocks = Array.from({ length: count }, emptyBlock);
  const infos = new Map<number, SeriesInfo>();
  for (const [at, block] of blocks.entries()) {
    const intervals = at === count - 1 ? end - begin - at * length : length;
    block.seconds = (intervals * intervalMs) / 1000;
  }
  for (const record of records) {
    if (record.type === "series") infos.set(record.id, record);
    if (record.type !== "interval" && record.type !== "amend") continue;
    if (record.index < begin || record.index >= end) continue;
    const block = blocks[Math.min(count - 1, Math.floor((record.index - begin) / length))];
    if (block !== undefined) addInterval(block, record, infos);
  }
  return blocks;
};

const addInterval = (
  block: RunBlock,
  record: Omit<IntervalRecord, "type">,
  infos: ReadonlyMap<number, SeriesInfo>,
): void => {
  for (const { id, frame } of record.histograms) {
    const info = infos.get(id);
    if (info === undefined) continue;
    const isFailed = info.labels["outcome"] === "failed";
    const histogram = isFailed ? new Histogram() : histogramOf(block, info.metric);
    const before = histogram.count;
    addFrame(histogram, frame);
    if (info.metric !== "ttlb") continue;
    block.ended += histogram.count - before;
    if (isFailed) block.failed += histogram.count;
  }
  for (const { id, delta } of record.counters) {
    const metric = infos.get(id)?.metric;
    if (metric !== undefined) block.counters.set(metric, (block.counters.get(metric) ?? 0) + delta);
  }
};

const histogramOf = (block: RunBlock, metric: string): Histogram => {
  const histogram = block.histograms.get(metric) ?? new Histogram();
  block.histograms.set(metric, histogram);
  return histogram;
};
