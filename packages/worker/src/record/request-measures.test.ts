import { describe, expect, it } from "vitest";
import {
  refusedRecord,
  streamedRecord,
  usageOf,
  wholeRecord,
} from "../../../../test/support/request-records.ts";
import type { RequestRecord } from "../http/request-record.ts";
import { countOutputTokens, measureRequest } from "./request-measures.ts";

const measure = (record: RequestRecord): Record<string, number> =>
  Object.fromEntries(measureRequest(record, countOutputTokens(record)));

describe("counting output tokens", () => {
  it("believes the server's usage", () => {
    expect(countOutputTokens(streamedRecord())).toEqual({ tokens: 8, source: "usage" });
  });

  it("counts token events without usage, as an estimate", () => {
    const usage = usageOf({ inputTokens: 100 });
    expect(countOutputTokens(streamedRecord({ usage }))).toEqual({ tokens: 4, source: "events" });
    expect(countOutputTokens(streamedRecord({ usage: null })).source).toBe("events");
  });

  it("leaves reasoning tokens out only when no reasoning was streamed", () => {
    const usage = usageOf({ outputTokens: 50, reasoningTokens: 42 });
    expect(countOutputTokens(streamedRecord({ usage })).tokens).toBe(8);
    expect(countOutputTokens(streamedRecord({ usage, sawReasoning: true })).tokens).toBe(50);
  });

  it("never counts below zero, whatever the server says", () => {
    const usage = usageOf({ outputTokens: 5, reasoningTokens: 42 });
    expect(countOutputTokens(streamedRecord({ usage })).tokens).toBe(0);
  });
});

describe("a stream that went well", () => {
  it("is measured from when it was sent and from when it was due", () => {
    expect(measure(streamedRecord())).toEqual({
      schedule_lag: 2,
      ttft: 98,
      ttft_scheduled: 100,
      ttfa: 98,
      e2e: 398,
      e2e_scheduled: 400,
      ttlb: 408,
      ntpot: 398 / 8,
      max_stall: 120,
      // 8 tokens in 4 events: the first event brought 2 of them.
      tpot: 300 / 6,
      user_tps: 1000 / (300 / 6),
      input_tokens: 100,
      output_tokens: 8,
    });
  });

  it("has a connect time only when it made the connection", () => {
    expect(measure(streamedRecord({ connectMs: 0.75 }))["connect"]).toBe(0.75);
    expect(measure(streamedRecord())).not.toHaveProperty("connect");
  });

  it("has its first answer after its reasoning", () => {
    const record = streamedRecord({ firstAnswerAtMs: 1300, sawReasoning: true });
    expect(measure(record)).toMatchObject({ ttft: 98, ttfa: 298 });
    const silent = streamedRecord({ firstAnswerAtMs: null, sawReasoning: true });
    expect(measure(silent)).not.toHaveProperty("ttfa");
  });

  it.each([
    ["k₁ as the server told it", 1, 300 / 7],
    ["a large k₁", 6, 300 / 2],
    ["k₁ estimated from the events", null, 300 / 6],
  ])("divides by the tokens after the first event: %s", (_what, firstEventTokens, tpot) => {
    expect(measure(streamedRecord({ firstEventTokens }))["tpot"]).toBeCloseTo(tpot, 9);
  });

  it("has no tpot when all tokens came with the first event", () => {
    expect(measure(streamedRecord({ firstEventTokens: 8 }))).not.toHaveProperty("tpot");
    const single = streamedRecord({ tokenEvents: 1, lastTokenAtMs: 1100 });
    expect(measure(single)).not.toHaveProperty("tpot");
    expect(measure(single)).not.toHaveProperty("user_tps");
  });

  it("has no tpot when all events came in one read", () => {
    const record = streamedRecord({ lastTokenAtMs: 1100 });
    expect(measure(record)).not.toHaveProperty("tpot");
    expect(measure(record)).not.toHaveProperty("user_tps");
  });

  it("reports tokens as the server counts them, and times by those that were streamed", () => {
    const usage = usageOf({ outputTokens: 50, reasoningTokens: 42, cachedTokens: 64 });
    expect(measure(streamedRecord({ usage }))).toMatchObject({
      output_tokens: 50,
      reasoning_tokens: 42,
      cached_tokens: 64,
      ntpot: 398 / 8,
      tpot: 300 / 6,
    });
  });

  it("has no ntpot when no token was streamed", () => {
    const usage = usageOf({ outputTokens: 42, reasoningTokens: 42 });
    expect(measure(streamedRecord({ usage }))).not.toHaveProperty("ntpot");
  });
});

describe("an answer in one piece", () => {
  it("ends with its body and has no first token", () => {
    expect(measure(wholeRecord())).toEqual({
      schedule_lag: 2,
      e2e: 408,
      e2e_scheduled: 410,
      ttlb: 408,
      ntpot: 408 / 8,
      input_tokens: 100,
      output_tokens: 8,
    });
  });

  it("tells nothing about tokens without usage", () => {
    expect(measure(wholeRecord({ usage: null }))).not.toHaveProperty("output_tokens");
  });
});

describe("other outcomes", () => {
  it("counts a cancelled request up to where it was cut, without an end of its own", () => {
    const record = streamedRecord({ outcome: { kind: "cancelled" }, usage: null });
    expect(measure(record)).toEqual({
      schedule_lag: 2,
      ttft: 98,
      ttft_scheduled: 100,
      ttfa: 98,
      max_stall: 120,
      output_tokens: 4,
    });
  });

  it("has only the lag of a request that was cancelled before its first token", () => {
    const record = refusedRecord({ outcome: { kind: "cancelled" } });
    expect(measure(record)).toEqual({ schedule_lag: 2 });
  });

  it("adds the time until it failed, and no tokens, for a failed request", () => {
    expect(measure(refusedRecord())).toEqual({ schedule_lag: 2, ttlb: 3 });
    const outcome = { kind: "failed", failure: "truncated", message: "cut" } as const;
    expect(measure(streamedRecord({ outcome }))).toEqual({
      schedule_lag: 2,
      ttft: 98,
      ttft_scheduled: 100,
      ttfa: 98,
      ttlb: 408,
    });
  });
});
