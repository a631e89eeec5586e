import { barePlan, bareRequest } from "@gadfly/shared/plan/bare-plan";
import type { RequestPlan } from "@gadfly/shared/plan/plan";
import { describe, expect, it } from "vitest";
import { streamedRecord, usageOf, wholeRecord } from "../../../../test/support/request-records.ts";
import type { RequestRecord } from "../http/request-record.ts";
import { warningsOf } from "./request-warnings.ts";

const warnings = (record: RequestRecord, request: Partial<RequestPlan> = {}): readonly string[] =>
  warningsOf(record, {
    ...barePlan,
    request: { ...bareRequest, maxTokens: 8, ...request },
  });

const usage = (outputTokens: number, more: Parameters<typeof usageOf>[0] = {}) =>
  usageOf({ inputTokens: 100, outputTokens, ...more });

it("has nothing to say of a plain stream or of an answer in one piece", () => {
  expect(warnings(streamedRecord())).toEqual([]);
  expect(warnings(wholeRecord())).toEqual([]);
});

it("has nothing to say of what did not succeed", () => {
  const odd = { tokenEvents: 1 };
  expect(warnings(streamedRecord(odd))).toEqual(["single_chunk"]);
  expect(warnings(streamedRecord({ ...odd, outcome: { kind: "cancelled" } }))).toEqual([]);
});

describe("a stream that is none", () => {
  it("brings all its tokens in one event", () => {
    expect(warnings(streamedRecord({ tokenEvents: 1 }))).toEqual(["single_chunk"]);
  });

  it("is not one whose answer is but a few tokens", () => {
    expect(warnings(streamedRecord({ tokenEvents: 1, usage: usage(3) }), { maxTokens: 3 })).toEqual(
      [],
    );
  });
});

describe("a stream that was held back", () => {
  const flushed = { tokenEvents: 8, coalescedEvents: 4, firstTokenAtMs: 1100 };

  it("comes faster than anything writes, after a long wait", () => {
    expect(warnings(streamedRecord({ ...flushed, lastTokenAtMs: 1103, endedAtMs: 1104 }))).toEqual([
      "buffered_stream",
    ]);
  });

  it("comes in one read", () => {
    const record = { tokenEvents: 4, coalescedEvents: 3, lastTokenAtMs: 1100, endedAtMs: 1100 };
    expect(warnings(streamedRecord({ ...record, usage: null }))).toEqual(["buffered_stream"]);
  });

  it("is not one that goes on after its first tokens", () => {
    expect(warnings(streamedRecord({ ...flushed, lastTokenAtMs: 1103, endedAtMs: 1140 }))).toEqual(
      [],
    );
  });

  it("is not one that was not waited for", () => {
    const record = { ...flushed, firstTokenAtMs: 1005, lastTokenAtMs: 1008, endedAtMs: 1009 };
    expect(warnings(streamedRecord(record))).toEqual([]);
  });
});

describe("the server's count of tokens", () => {
  const told = { tokenEvents: 4, toldEvents: 4, toldTokens: 8 };

  it.each<[string, Partial<RequestRecord>, boolean]>([
    ["fits what the events told", { ...told, usage: usage(8) }, false],
    ["has the end of the sequence besides", { ...told, usage: usage(9) }, false],
    ["is one less than the events told", { ...told, usage: usage(7) }, true],
    ["holds the prompt", { ...told, usage: usage(108) }, true],
    ["is less than the events told", { ...told, toldTokens: 100, usage: usage(8) }, true],
    [
      "hides reasoning that was not streamed",
      { ...told, usage: usage(58, { reasoningTokens: 50 }) },
      false,
    ],
    ["has more tokens than events, as usual", { tokenEvents: 4, usage: usage(40) }, false],
    ["has fewer tokens than events", { tokenEvents: 40, usage: usage(8) }, true],
    ["is told by some events only", { ...told, toldEvents: 2, usage: usage(40) }, false],
    ["has one token fewer than events", { tokenEvents: 9, usage: usage(8) }, true],
    ["is missing", { ...told, usage: null }, false],
  ])("that %s", (_what, changes, isOdd) => {
    const found = warnings(streamedRecord(changes), { maxTokens: 500 });
    expect(found).toEqual(isOdd ? ["usage_mismatch"] : []);
  });

  it("of an answer in one piece has nothing to be held against", () => {
    expect(warnings(wholeRecord({ usage: usage(500) }), { maxTokens: 500 })).toEqual([]);
  });

  it("is odd beyond the limit, however the answer came", () => {
    const limit = { maxTokens: 64 };
    for (const recordOf of [wholeRecord, streamedRecord]) {
      expect(warnings(recordOf({ usage: usage(65) }), limit)).toEqual([]);
      expect(warnings(recordOf({ usage: usage(576) }), limit)).toEqual(["over_limit"]);
      expect(warnings(recordOf({ usage: usage(576) }), { ...limit, choices: 9 })).toEqual([]);
    }
  });
});

describe("a length that is not what was asked for", () => {
  const atLimit = { finishReason: "LENGTH", usage: usage(16) };
  const forced = { maxTokens: 64, ignoreEos: true };

  it.each<[string, Partial<RequestRecord>, Partial<RequestPlan>, string[]]>([
    ["ends at a limit of the server's own", atLimit, { maxTokens: 64 }, ["capped_output"]],
    ["ends at ours", atLimit, { maxTokens: 16 }, []],
    ["ends one token before ours", atLimit, { maxTokens: 17 }, []],
    ["ends at one in --extra-body", atLimit, { maxTokens: 64, extraBody: { max_tokens: 16 } }, []],
    [
      "ends at one further down in it",
      atLimit,
      { maxTokens: 64, extraBody: { generationConfig: { maxOutputTokens: 16 } } },
      [],
    ],
    ["ends of itself", { usage: usage(16) }, { maxTokens: 64 }, []],
    ["ends of itself and should not have", { usage: usage(16) }, forced, ["early_eos"]],
    ["ends at a stop word", { usage: usage(16) }, { ...forced, stop: ["x"] }, []],
    ["ends where it should", { usage: usage(64), finishReason: "length" }, forced, []],
    ["nobody counted", { usage: null }, forced, []],
  ])("%s", (_what, changes, request, codes) => {
    expect(warnings(streamedRecord(changes), request)).toEqual(codes);
    expect(warnings(wholeRecord(changes), request)).toEqual(codes);
  });
});

it.each([
  [51, ["prefix_cache"]],
  [50, []],
])("of 100 input tokens, %d from a cache: %j", (cachedTokens, codes) => {
  expect(warnings(streamedRecord({ usage: usage(8, { cachedTokens }) }))).toEqual(codes);
});
