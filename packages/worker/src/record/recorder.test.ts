import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  refusedRecord,
  streamedRecord,
  usageOf,
  wholeRecord,
} from "../../../../test/support/request-records.ts";
import type { RequestRecord } from "../http/request-record.ts";
import { Recorder, type RecordedInterval } from "./recorder.ts";

/** Names the series of an interval by metric, host and outcome. */
const seriesOf = (recorder: Recorder, interval: RecordedInterval) => {
  const nameOf = (id: number): string => {
    const row = recorder.series.announcements[id];
    return `${row?.metric} ${row?.labels["host"]} ${row?.labels["outcome"]}`;
  };
  const histograms = interval.histograms.map(({ id, frame }) => {
    const histogram = new Histogram();
    expect(addFrame(histogram, frame).ok).toBe(true);
    return [nameOf(id), histogram] as const;
  });
  const counters = interval.counters.map(({ id, delta }) => [nameOf(id), delta] as const);
  return { histograms: new Map(histograms), counters: new Map(counters) };
};

const outputOf = (recorder: Recorder): number =>
  seriesOf(recorder, recorder.cut()).counters.get("output_tps a any") ?? 0;

/** Reads of a stream: how many token events each held, 10 ms apart. */
const stream = (recorder: Recorder, record: RequestRecord, reads: readonly number[]): void => {
  for (const [index, events] of reads.entries()) {
    // As the exchange counts them before it tells.
    record.liveTokens += record.readTokens > 0 ? record.readTokens : events;
    recorder.tokenEvents(record, 1100 + 10 * index, events, index === 0 ? null : 10);
  }
};

describe("token events", () => {
  it("record one gap per read, and the gap per token as often as there were tokens", () => {
    const recorder = new Recorder(0);
    const record = streamedRecord({ host: "a" });
    stream(recorder, record, [1, 1, 4]);
    const interval = recorder.cut();
    const { histograms, counters } = seriesOf(recorder, interval);
    expect(histograms.get("chunk_gap a any")).toMatchObject({ count: 2, sum: 20_000 });
    expect(histograms.get("token_gap a any")).toMatchObject({
      count: 5,
      sum: 20_000,
      min: 2500,
      max: 10_000,
    });
    expect(counters.get("output_tps a any")).toBe(6);
    expect(interval.coalesced).toBe(3);
  });

  it("count events that share the first read as coalesced, without a gap", () => {
    const recorder = new Recorder(0);
    stream(recorder, streamedRecord(), [3]);
    const interval = recorder.cut();
    expect(interval.coalesced).toBe(2);
    expect(interval.histograms).toEqual([]);
    expect(recorder.cut().coalesced).toBe(0);
  });

  it("go to the series of their own endpoint and host, however streams alternate", () => {
    const recorder = new Recorder(0);
    const records = ["a", "b", "a|b"].flatMap((host) =>
      ["openai-chat", "openai-completions"].map((endpoint) => streamedRecord({ host, endpoint })),
    );
    for (let round = 0; round < 10; round++)
      records.forEach((record, index) => recorder.tokenEvents(record, 0, index + 1, null));
    const { announcements } = recorder.series;
    const counted = recorder
      .cut()
      .counters.map(({ id, delta }) => [announcements[id]?.labels, delta]);
    expect(counted).toEqual(
      records.map(({ endpoint, host }, index) => [
        { endpoint, host, outcome: "any" },
        10 * (index + 1),
      ]),
    );
  });
});

describe("tokens that the server tells with each event", () => {
  it("count as told, in rate and gaps", () => {
    const recorder = new Recorder(0);
    const record = streamedRecord({ host: "a", readTokens: 3, usage: null });
    stream(recorder, record, [1, 1]);
    const { histograms, counters } = seriesOf(recorder, recorder.cut());
    expect(counters.get("output_tps a any")).toBe(6);
    expect(histograms.get("token_gap a any")).toMatchObject({ count: 3, sum: 3 * 3333 });
  });

  it("stand for usage when every event told its number", () => {
    const recorder = new Recorder(0);
    recorder.ended(streamedRecord({ usage: null, toldTokens: 9, toldEvents: 4, liveTokens: 9 }));
    recorder.ended(streamedRecord({ usage: null, toldTokens: 9, toldEvents: 3, liveTokens: 9 }));
    expect(recorder.cut().tokenSources).toEqual({ usage: 1, events: 1 });
  });
});

test("items of embeddings and rankings are counted", () => {
  const recorder = new Recorder(0);
  recorder.ended(wholeRecord({ host: "a", items: 7 }));
  expect(seriesOf(recorder, recorder.cut()).counters.get("item_rate a any")).toBe(7);
});

describe("token settlement", () => {
  it("books the difference to the server's count at the end, so that the sum is exact", () => {
    const recorder = new Recorder(0);
    const record = streamedRecord({ host: "a", usage: usageOf({ outputTokens: 9 }) });
    stream(recorder, record, [1, 1, 2]);
    expect(outputOf(recorder)).toBe(4);
    recorder.ended(record);
    expect(outputOf(recorder)).toBe(5);
  });

  it("takes back what events overcounted", () => {
    const recorder = new Recorder(0);
    const record = streamedRecord({ host: "a", usage: usageOf({ outputTokens: 3 }) });
    stream(recorder, record, [1, 1, 2]);
    recorder.cut();
    recorder.ended(record);
    expect(outputOf(recorder)).toBe(-1);
  });

  it("sums to the tokens of all requests, whatever they were and wherever intervals were cut", () => {
    const anyRequest = fc.record({
      reads: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 }),
      told: fc.option(fc.nat(40)),
      kind: fc.constantFrom("succeeded", "cancelled"),
      isCut: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyRequest, { maxLength: 12 }), (requests) => {
        const recorder = new Recorder(0);
        let booked = 0;
        let expected = 0;
        for (const { reads, told, kind, isCut } of requests) {
          const tokenEvents = reads.reduce((sum, events) => sum + events, 0);
          const usage = told === null ? null : usageOf({ outputTokens: told });
          const record = streamedRecord({ host: "a", tokenEvents, usage, outcome: { kind } });
          stream(recorder, record, reads);
          if (isCut) booked += outputOf(recorder);
          recorder.ended(record);
          expected += told ?? tokenEvents;
        }
        booked += outputOf(recorder);
        expect(booked).toBe(expected);
      }),
    );
  });

  it("says where counts came from, and nothing when there is no count", () => {
    const recorder = new Recorder(0);
    recorder.ended(streamedRecord());
    recorder.ended(streamedRecord({ usage: null }));
    recorder.ended(wholeRecord({ usage: null }));
    recorder.ended(refusedRecord());
    recorder.ended(refusedRecord({ outcome: { kind: "cancelled" } }));
    expect(recorder.cut().tokenSources).toEqual({ usage: 1, events: 1 });
    expect(recorder.cut().tokenSources).toEqual({ usage: 0, events: 0 });
  });

  it("counts input tokens when the server tells them, also without output", () => {
    const recorder = new Recorder(0);
    recorder.ended(streamedRecord({ host: "a" }));
    recorder.ended(
      wholeRecord({
        host: "a",
        usage: usageOf({ inputTokens: 11 }),
        outcome: { kind: "cancelled" },
      }),
    );
    const { counters } = seriesOf(recorder, recorder.cut());
    expect(counters.get("input_tps a any")).toBe(111);
  });
});

describe("ends", () => {
  it("are counted by outcome since the start", () => {
    const recorder = new Recorder(0);
    for (let i = 0; i < 5; i++) recorder.started(streamedRecord());
    recorder.ended(streamedRecord());
    recorder.ended(streamedRecord({ outcome: { kind: "cancelled" } }));
    recorder.ended(streamedRecord({ outcome: { kind: "cancelled" }, isPlannedCancel: true }));
    recorder.ended(refusedRecord());
    recorder.cut();
    recorder.ended(refusedRecord());
    expect(recorder.counts).toEqual({
      started: 5,
      succeeded: 1,
      failed: 2,
      cancelled: 2,
      plannedCancels: 1,
    });
  });

  it("record in stored integers, apart for each outcome", () => {
    const recorder = new Recorder(0);
    recorder.ended(streamedRecord({ host: "a" }));
    recorder.ended(streamedRecord({ host: "a", outcome: { kind: "cancelled" } }));
    const { histograms } = seriesOf(recorder, recorder.cut());
    expect(histograms.get("ttft a succeeded")?.max).toBe(98_000);
    expect(histograms.get("ttft a cancelled")?.max).toBe(98_000);
    expect(histograms.get("output_tokens a succeeded")?.max).toBe(8);
    expect(histograms.get("user_tps a succeeded")?.max).toBe(20_000);
    expect(histograms.has("e2e a cancelled")).toBe(false);
  });

  it("record a request sent before its time as no lag", () => {
    const recorder = new Recorder(0);
    recorder.ended(streamedRecord({ host: "a", scheduledAtMs: 1002.4 }));
    const { histograms } = seriesOf(recorder, recorder.cut());
    expect(histograms.get("schedule_lag a succeeded")).toMatchObject({ count: 1, max: 0 });
  });

  it("count failures by text, at the time since the run's start", () => {
    const recorder = new Recorder(1000);
    recorder.ended(refusedRecord());
    recorder.ended(refusedRecord({ endedAtMs: 1500 }));
    expect(recorder.cut().errors).toEqual([
      {
        kind: "connect_refused",
        message: "connection refused",
        count: 2,
        firstSeenMs: 5,
        lastSeenMs: 500,
      },
    ]);
    expect(recorder.cut().errors).toEqual([]);
  });

  it("count the warnings of records beside our own, per interval", () => {
    const recorder = new Recorder(0);
    recorder.ended(streamedRecord({ notes: ["data_after_done", "compressed_stream"] }));
    recorder.ended(streamedRecord({ notes: ["data_after_done"] }));
    recorder.warn("failure_wait");
    expect(recorder.cut().warnings).toEqual([
      { code: "data_after_done", count: 2 },
      { code: "compressed_stream", count: 1 },
      { code: "failure_wait", count: 1 },
    ]);
    expect(recorder.cut().warnings).toEqual([]);
  });
});
