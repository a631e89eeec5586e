// The page's model against the master's, over the same journal: live, and from merged steps. What the
// page draws must be what the result says.
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { readJournalFile } from "@gadfly/master/journal/journal-file";
import { journalFileName } from "@gadfly/master/journal/run-folder";
import { buildResult } from "@gadfly/master/stats/result-builder";
import { foldRecords } from "@gadfly/master/stats/run-model";
import { runCharts } from "@gadfly/dashboard/model/charts/run-charts";
import { timelineCharts } from "@gadfly/dashboard/model/charts/timeline-charts";
import type { ChartData } from "@gadfly/dashboard/model/chart-data";
import { rangeStatistics } from "@gadfly/dashboard/model/range/range-statistics";
import { snapRange } from "@gadfly/dashboard/model/range/snap-range";
import type { RunPicture } from "@gadfly/dashboard/model/run-picture";
import { RunStore } from "@gadfly/dashboard/model/run-store";
import { decodeMessage } from "@gadfly/dashboard/feed/decode-message";
import { RunHistory } from "@gadfly/shared/journal/run-history";
import { seededRandom } from "@gadfly/shared/load/seeded-random";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { summarize } from "@gadfly/shared/metrics/statistics";
import { packValue } from "@gadfly/shared/protocol/codec";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeJournaledRun } from "../support/journaled-run.ts";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  openOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "../support/snapshots.ts";

const series = [
  ["ttft", "succeeded"],
  ["ttft", "cancelled"],
  ["ttft", "failed"],
  ["tpot", "succeeded"],
  ["e2e", "succeeded"],
  ["ttlb", "succeeded"],
  ["ttlb", "failed"],
  ["schedule_lag", "any"],
  ["output_tps", "any"],
  ["input_tps", "any"],
] as const;
const firstCounter = 8;

/** What one second held, by series: samples in microseconds. */
type Second = readonly (readonly number[])[];

const drawSecond = (seed: number, second: number): Second => {
  const random = seededRandom(seed, second);
  const isQuiet = random.nextFloat() < 0.1;
  return series.slice(0, firstCounter).map(() => {
    const count = isQuiet ? 0 : Math.floor(random.nextFloat() * 12);
    return Array.from({ length: count }, () =>
      Math.round(2_000 * Math.exp(8 * random.nextFloat())),
    );
  });
};

const intervalOfSecond = (second: Second, index: number): JournalRecord =>
  intervalOf(index, {
    histograms: second.flatMap((samples, id) =>
      samples.length === 0 ? [] : [{ id, frame: frameOf(samples) }],
    ),
    counters: index % 3 === 0 ? [] : [{ id: firstCounter, delta: 100 + index }],
    errors:
      index % 4 === 0
        ? [{ kind: "reset", message: "peer", count: 2, firstSeenMs: index, lastSeenMs: index }]
        : [],
    workers: ["a", "b"].map((worker, place) =>
      workerRowOf(worker, {
        users: 5 + index + place,
        ledger: ledgerOf(10 * (index + 1), { succeeded: 8 * (index + 1) }),
        loopDelay: frameOf([100 + index, 900 * (place + 1)]),
      }),
    ),
  });

const journalOf = (seconds: readonly Second[]): JournalRecord[] => [
  openOf(),
  workerOf("a"),
  workerOf("b"),
  ...series.map(([metric, outcome], id) => seriesOf(id, metric, outcome)),
  { type: "start", startedAt: "2026-11-22T04:35:36.000Z" },
  { type: "phase", t: 0, phase: "spawning", users: 20 },
  ...seconds.slice(0, 20).map(intervalOfSecond),
  { type: "lost", worker: "b", t: 20.5, lost: 2, blindFromS: 20 },
  ...seconds.slice(20, 30).map((second, place) => intervalOfSecond(second, place + 20)),
  { type: "returned", worker: "b", t: 30.4 },
  ...seconds.slice(30).map((second, place) => intervalOfSecond(second, place + 30)),
];

/** Through the same bytes as over the socket. */
const pictureOf = (messages: readonly FeedMessage[]): RunPicture => {
  const store = new RunStore();
  for (const message of messages) {
    const decoded = decodeMessage(packValue(message));
    if (decoded !== null) store.take(decoded);
  }
  return store.picture;
};

const livePicture = (records: JournalRecord[]): RunPicture =>
  pictureOf([
    { type: "begin", runId: "r" },
    { type: "caughtUp" },
    ...records.map((record): FeedMessage => ({ type: "records", records: [record] })),
  ]);

const latePicture = (records: readonly JournalRecord[]): RunPicture => {
  const history = new RunHistory();
  for (const record of records) history.add(record);
  return pictureOf([
    { type: "begin", runId: "r" },
    { type: "history", records: [...history.records], steps: [] },
    { type: "history", records: [], steps: history.steps },
    { type: "caughtUp" },
  ]);
};

const resultOf = (records: readonly JournalRecord[]): ResultDocument => {
  const model = foldRecords(records);
  if (model === null) throw new Error("the journal does not begin with its open record");
  return buildResult(model);
};

const valuesOf = (chart: ChartData, line: string): readonly (number | null)[] =>
  chart.lines.find(({ name }) => name === line)?.values ?? [];

/** The rows of the timeline as the charts draw them. */
const drawnRows = (picture: RunPicture) => {
  const charts = runCharts(picture);
  return charts.users.times.map((t, place) => ({
    t,
    users: valuesOf(charts.users, "Users")[place],
    inFlight: valuesOf(charts.users, "In flight")[place],
    rps: valuesOf(charts.requests, "Requests")[place],
    failuresPerS: valuesOf(charts.requests, "Failed")[place],
    outputTps: valuesOf(charts.outputTokens, "Output")[place],
    ttftP50: valuesOf(charts.ttft, "p50")[place],
    ttftP99: valuesOf(charts.ttft, "p99")[place],
    tpotP50: valuesOf(charts.tpot, "p50")[place] ?? null,
    e2eP50: valuesOf(charts.e2e, "p50")[place],
    e2eP99: valuesOf(charts.e2e, "p99")[place],
    loopDelayP99Ms: valuesOf(charts.loopDelay, "p99")[place],
  }));
};

const timelineOf = (result: ResultDocument) =>
  result.timeline.map(({ workers: _workers, ...row }) => row);

const drawRun = (seed: number, length: number): Second[] =>
  Array.from({ length }, (_, second) => drawSecond(seed, second));

describe("the page's model", () => {
  it("draws the rows of the result's timeline", () => {
    const records = journalOf(drawRun(1, 90));
    const rows = timelineOf(resultOf(records));
    expect(rows).toHaveLength(90);
    expect(drawnRows(livePicture(records))).toEqual(rows);
    expect(drawnRows(latePicture(records))).toEqual(rows);
  });

  it("draws of a result alone the very lines that its timeline has", () => {
    const records = journalOf(drawRun(1, 90));
    const charts: readonly { readonly title: string }[] = Object.values(
      runCharts(livePicture(records)),
    );
    const alone = timelineCharts(resultOf(records));
    expect(alone).toHaveLength(7);
    for (const { lines, ...chart } of alone) {
      const same = charts.find(({ title }) => title === chart.title);
      expect(same).toMatchObject(chart);
      const drawn = lines.map((line) => expect.objectContaining(line));
      expect(same).toMatchObject({ lines: expect.arrayContaining(drawn) });
    }
  });

  it("draws the rows of a run that was recorded on disk", () => {
    const folder = mkdtempSync(join(tmpdir(), "gadfly-page-model-"));
    const path = writeJournaledRun(folder, { id: "recorded", seed: 3 });
    const journal = readJournalFile(join(path, journalFileName));
    rmSync(folder, { recursive: true });
    if (!journal.ok) throw new Error(journal.error);
    const { records } = journal.value;
    const rows = timelineOf(resultOf(records)).map(({ tpotP50: _none, ...row }) => row);
    const drawn = drawnRows(livePicture(records)).map(({ tpotP50: _none, ...row }) => row);
    expect(drawn).toEqual(rows);
  });

  it("has the result's metrics over the whole run, whatever was merged", () => {
    const records = journalOf(drawRun(2, 700));
    const { metrics, failed } = resultOf(records);
    for (const picture of [livePicture(records), latePicture(records)]) {
      const whole = snapRange(picture, null);
      if (whole === null) throw new Error("no steps");
      const statistics = rangeStatistics(whole, picture.series);
      expect(whole.steps.length).toBeLessThan(700);
      for (const name of ["ttft", "tpot", "e2e", "ttlb", "schedule_lag", "client_loop_delay"])
        expect([name, statistics.metrics[name]]).toEqual([name, metrics[name]]);
      for (const name of ["rps", "output_tps", "error_rate"])
        expect([name, statistics.metrics[name]]).toEqual([name, metrics[name]]);
      expect(statistics.failures).toEqual(failed);
    }
  });

  it("has for any range the percentiles of all samples that were recorded in it", () => {
    const seconds = drawRun(4, 700);
    const picture = latePicture(journalOf(seconds));
    const ranges = fc.tuple(
      fc.double({ min: 0, max: 700, noNaN: true }),
      fc.double({ min: 0, max: 700, noNaN: true }),
    );
    fc.assert(
      fc.property(ranges, ([a, b]) => {
        const range = snapRange(picture, { fromS: Math.min(a, b), toS: Math.max(a, b) });
        if (range === null) return;
        const samples = new Histogram();
        for (const second of seconds.slice(range.fromS, range.toS))
          for (const sample of [...(second[0] ?? []), ...(second[1] ?? [])]) samples.record(sample);
        const { metrics } = rangeStatistics(range, picture.series);
        expect(metrics["ttft"]).toEqual(
          samples.isEmpty() ? undefined : { unit: "ms", ...summarize(samples, 1000) },
        );
      }),
      { numRuns: 40 },
    );
  });
});
