import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { maxSeries, type SeriesLabels } from "@gadfly/shared/metrics/series";
import { expect, it } from "vitest";
import { SeriesTable } from "./series-table.ts";

const labelsOf = (host: string, outcome: SeriesLabels["outcome"] = "succeeded"): SeriesLabels => ({
  endpoint: "openai-chat",
  host,
  outcome,
});

it("gives one series to equal labels and announces it once", () => {
  const table = new SeriesTable();
  const first = table.histogram("ttft", labelsOf("a"));
  expect(table.histogram("ttft", labelsOf("a"))).toBe(first);
  expect(table.histogram("ttft", labelsOf("a", "failed"))).not.toBe(first);
  expect(table.histogram("e2e", labelsOf("a"))).not.toBe(first);
  expect(table.takeAnnouncements()).toEqual([
    { id: 0, metric: "ttft", labels: labelsOf("a") },
    { id: 1, metric: "ttft", labels: labelsOf("a", "failed") },
    { id: 2, metric: "e2e", labels: labelsOf("a") },
  ]);
  expect(table.takeAnnouncements()).toEqual([]);
  expect(table.announcements).toHaveLength(3);
});

it("numbers counters and histograms together", () => {
  const table = new SeriesTable();
  expect(table.histogram("ttft", labelsOf("a")).id).toBe(0);
  expect(table.counter("output_tps", labelsOf("a", "any")).id).toBe(1);
  expect(table.counter("output_tps", labelsOf("a", "any")).id).toBe(1);
  expect(table.histogram("e2e", labelsOf("a")).id).toBe(2);
});

it("cuts deltas beside the counts since the start, and leaves out what did not change", () => {
  const table = new SeriesTable();
  const ttft = table.histogram("ttft", labelsOf("a"));
  const tokens = table.counter("output_tps", labelsOf("a", "any"));
  ttft.delta.record(100);
  ttft.delta.record(200);
  tokens.delta += 7;
  const first = table.cut();
  expect(first.histograms[0]).toMatchObject({ id: 0, total: 2, frame: { sum: 300 } });
  expect(first.counters).toEqual([{ id: 1, delta: 7, total: 7 }]);
  expect(table.cut()).toEqual({ histograms: [], counters: [] });
  ttft.delta.record(50);
  tokens.delta -= 2;
  const later = table.cut();
  expect(later.histograms[0]).toMatchObject({ id: 0, total: 3, frame: { sum: 50, min: 50 } });
  expect(later.counters).toEqual([{ id: 1, delta: -2, total: 5 }]);
});

it("puts what is beyond the cap under other, by outcome, and loses no sample", () => {
  const table = new SeriesTable();
  for (let host = 0; host < maxSeries + 20; host++)
    table.histogram("ttft", labelsOf(`host-${host}`)).delta.record(5);
  const other = table.histogram("ttft", labelsOf("one more"));
  expect(other.id).toBe(maxSeries);
  expect(table.histogram("ttft", labelsOf("one more", "failed")).id).toBe(maxSeries + 1);
  expect(table.announcements.at(-2)).toEqual({
    id: maxSeries,
    metric: "ttft",
    labels: { endpoint: "other", host: "other", outcome: "succeeded" },
  });
  expect(table.histogram("ttft", labelsOf("host-3")).id).toBe(3);
  const { histograms } = table.cut();
  const all = new Histogram();
  for (const { frame } of histograms) addFrame(all, frame);
  expect(all.count).toBe(maxSeries + 20);
  expect(histograms.at(-1)).toMatchObject({ id: maxSeries, total: 20 });
});
