import { describe, expect, it } from "vitest";
import { frameOf, intervalOf, openOf, seriesOf } from "../../../../test/support/snapshots.ts";
import type { IntervalRecord, JournalRecord } from "../journal/journal-record.ts";
import { blockLength } from "./block-length.ts";
import { measuresOf } from "./measures.ts";
import { cutBlocks, intervalRange } from "./run-blocks.ts";

const busy = (index: number, samples: readonly number[]): IntervalRecord =>
  intervalOf(index, {
    histograms: [
      { id: 0, frame: frameOf(samples) },
      { id: 1, frame: frameOf(samples) },
      { id: 2, frame: frameOf([1]) },
    ],
    counters: [{ id: 3, delta: samples.length * 10 }],
  });

const journal = (...records: JournalRecord[]): JournalRecord[] => [
  openOf(),
  seriesOf(0, "ttft"),
  seriesOf(1, "ttlb"),
  seriesOf(2, "ttlb", "failed"),
  seriesOf(3, "output_tps", "any"),
  ...records,
];

describe("blocks of a run", () => {
  const records = journal(...[0, 1, 2, 3, 4, 5, 6].map((index) => busy(index, [100, 200])));

  it("hold what their intervals counted; the rest at the end belongs to the last", () => {
    const blocks = cutBlocks(records, { begin: 0, end: 7 }, { length: 3, intervalMs: 1000 });
    expect(blocks.map(({ seconds }) => seconds)).toEqual([3, 4]);
    expect(blocks.map(({ histograms }) => histograms.get("ttft")?.count)).toEqual([6, 8]);
    expect(blocks.map(({ counters }) => counters.get("output_tps"))).toEqual([60, 80]);
    expect(blocks.map(({ ended, failed }) => [ended, failed])).toEqual([
      [9, 3],
      [12, 4],
    ]);
  });

  it("leave out what lies outside the window, and take late intervals where they belong", () => {
    const late: JournalRecord = { ...busy(2, [300]), type: "amend" };
    const blocks = cutBlocks(
      [...records, late],
      { begin: 2, end: 4 },
      { length: 1, intervalMs: 500 },
    );
    expect(blocks.map(({ histograms }) => histograms.get("ttft")?.count)).toEqual([3, 2]);
    expect(blocks.map(({ seconds }) => seconds)).toEqual([0.5, 0.5]);
  });

  it("begin and end with whole intervals", () => {
    expect(intervalRange(1.2, 7.9, 1000)).toEqual({ begin: 2, end: 7 });
    expect(intervalRange(0, 20.034, 1000)).toEqual({ begin: 0, end: 20 });
    expect(intervalRange(3, 2, 1000)).toEqual({ begin: 3, end: 3 });
  });
});

describe("the length of a block", () => {
  const span = (intervals: number, requestMs: number | null = 500) => ({
    intervals,
    requestMs,
    intervalMs: 1000,
  });

  it.each([
    [30, 30, 1],
    [120, 120, 7],
    [3600, 3600, 225],
    [60, 3600, 6],
  ])("of runs of %i and %i s is %i s", (baseline, run, wanted) => {
    expect(blockLength(span(baseline), span(run))).toBe(wanted);
  });

  it("is no shorter than a median request of either run", () => {
    expect(blockLength(span(60, 4200), span(60, null))).toBe(5);
  });

  it("is none where six of them do not fit", () => {
    expect(blockLength(span(5), span(60))).toBeNull();
    expect(blockLength(span(60, 12_000), span(60))).toBeNull();
  });
});

describe("measures", () => {
  const blocksOf = (samples: readonly number[]) =>
    cutBlocks(
      journal(...[0, 1, 2, 3, 4, 5].map((index) => busy(index, samples))),
      { begin: 0, end: 6 },
      { length: 1, intervalMs: 1000 },
    );
  const samples = Array.from({ length: 50 }, (_, at) => (at + 1) * 1000);
  const measures = measuresOf({ baseline: blocksOf(samples), run: blocksOf(samples) });
  const seriesOfMeasure = (metric: string, statistic: string) =>
    measures.find((measure) => measure.metric === metric && measure.statistic === statistic)?.pair
      .run;

  it("turn a quantile into the share of samples at or below it", () => {
    const median = seriesOfMeasure("ttft", "p50");
    expect(median?.n).toEqual([50, 50, 50, 50, 50, 50]);
    expect(median?.x).toEqual([25, 25, 25, 25, 25, 25]);
    expect(seriesOfMeasure("ttft", "mean")?.x[0]).toBe(25.5 * 50 * 1000);
  });

  it("leave out quantiles that too few samples lie beyond", () => {
    // 600 samples of both runs: 30 beyond p95, 12 beyond p98.
    expect(seriesOfMeasure("ttft", "p95")).toBeDefined();
    expect(seriesOfMeasure("ttft", "p98")).toBeUndefined();
  });

  it("take rates over seconds and failures over requests", () => {
    expect(seriesOfMeasure("output_tps", "value")).toEqual({
      x: [500, 500, 500, 500, 500, 500],
      n: [1, 1, 1, 1, 1, 1],
    });
    expect(seriesOfMeasure("error_rate", "value")?.x).toEqual([1, 1, 1, 1, 1, 1]);
    expect(seriesOfMeasure("error_rate", "value")?.n).toEqual([51, 51, 51, 51, 51, 51]);
  });

  it("say nothing of metrics that most blocks know nothing of", () => {
    expect(measures.some(({ metric }) => metric === "connect" || metric === "tpot")).toBe(false);
  });
});
