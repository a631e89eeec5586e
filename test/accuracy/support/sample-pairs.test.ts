// The comparison itself: by hand, with times that are easy to add up.
import type { TruthRecord } from "@gadfly/simulator/test-support/truth-client";
import { describe, expect, it } from "vitest";
import { errorsOf, pairSamples, truthSamples } from "./sample-pairs.ts";
import { exactQuantile, exactStatistics, findDisagreements } from "./exact-statistics.ts";
import type { RecordedRequest } from "../programs/recorded-request.ts";

const request: RecordedRequest = {
  id: "a",
  scheduledAtMs: 999,
  sentAtMs: 1000,
  tokenAtMs: [1051, 1062, 1083, 1083],
  endedAtMs: 1084,
};

const truth: TruthRecord = {
  id: "a",
  state: "completed",
  status: 200,
  fault: null,
  isStreamed: true,
  promptTokens: 1,
  plannedTokens: 4,
  sentTokens: 4,
  receivedAtMs: 1000.5,
  admittedAtMs: 1000.5,
  firstByteAtMs: 1000.5,
  endedAtMs: 1083,
  cancelledAtMs: null,
  nextDueAtMs: null,
  backloggedChunks: 0,
  chunks: {
    dueAtMs: [1050, 1060, 1070, 1080],
    sentAtMs: [1050, 1060, 1070, 1080],
    tokens: [1, 1, 1, 1],
  },
};

describe("a request beside the server's record of it", () => {
  const paired = pairSamples([request], new Map([["a", truth]]));

  it("counts from sent at the client and from read at the server", () => {
    expect(paired.metrics.ttft).toEqual({ measured: [51], actual: [49.5] });
    expect(paired.metrics.e2e).toEqual({ measured: [83], actual: [79.5] });
    expect(paired.metrics.tpot).toEqual({ measured: [32 / 3], actual: [10] });
  });

  it("compares one gap for each read after the first, and counts the events that shared one", () => {
    expect(paired.metrics.chunk_gap).toEqual({ measured: [11, 21], actual: [10, 10] });
    expect(paired.metrics.max_stall).toEqual({ measured: [21], actual: [10] });
    expect(paired).toMatchObject({ requests: 1, events: 4, coalesced: 1 });
  });

  it("knows what each metric should be by the server's record alone", () => {
    expect(truthSamples(new Map([["a", truth]]))).toEqual({
      ttft: [49.5],
      chunk_gap: [10, 10, 10],
      e2e: [79.5],
      tpot: [10],
      max_stall: [10],
    });
  });

  it("takes early and late alike as errors", () => {
    expect(errorsOf({ measured: [5, 2, 9], actual: [7, 2, 8] })).toEqual([0, 1, 2]);
  });

  it("refuses a request that the server does not know or answered differently", () => {
    expect(() => pairSamples([request], new Map())).toThrow("does not know a");
    const cut = { ...request, tokenAtMs: [1051] };
    expect(() => pairSamples([cut], new Map([["a", truth]]))).toThrow("saw 1 events of 4");
  });
});

describe("exact statistics", () => {
  const sorted = Array.from({ length: 100 }, (_, index) => index + 1);

  it("takes the sample that a share of all does not exceed", () => {
    expect([0.07, 0.5, 0.99, 0.9999].map((q) => exactQuantile(sorted, q))).toEqual([
      7, 50, 99, 100,
    ]);
    expect(exactStatistics(sorted).get("mean")).toBe(50.5);
  });

  it("names each statistic of a result that is too far off", () => {
    const exact = Object.fromEntries(exactStatistics(sorted));
    const reported = { unit: "ms", count: 99, stddev: 0, ...exact, p90: 91 };
    const sentences = findDisagreements(
      reported as Parameters<typeof findDisagreements>[0],
      sorted,
      () => 0.5,
    );
    expect(sentences).toEqual([
      "count is 99, but there are 100 samples",
      "p90 is 91, exactly 90.0000, allowed ± 0.5000",
    ]);
  });
});
