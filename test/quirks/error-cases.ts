// F43 to F59: errors, refusals and limits.
import { expect } from "vitest";
import { isComplete, isFailure, type QuirkCase, lasting } from "./quirk-case.ts";

const withSeed = (seed: number) => ({ extraBody: { seed } });

/** Errors inside answers, statuses, strict servers. */
export const errorCases: readonly QuirkCase[] = [
  ...Array.from({ length: 18 }, (_, seed): QuirkCase => ({
    id: "F43",
    behaviour: "Finds the error in a good status, whatever its shape",
    request: withSeed(seed),
    check(driven) {
      isFailure(driven, "inband_error");
      expect(driven.measures.has("ttft")).toBe(true);
    },
  })),
  ...[0, 1].map((seed): QuirkCase => ({
    id: "F44",
    behaviour: "Takes an event or a field named error for an error, whatever it holds",
    ...(seed === 0
      ? ({ provider: "anthropic", endpoint: "anthropic-messages" } as const)
      : { request: withSeed(1) }),
    check: (driven) => isFailure(driven, "inband_error"),
  })),
  {
    id: "F45",
    behaviour: "Finds an error that stands in the stream without framing",
    check: (driven) => isFailure(driven, "inband_error"),
  },
  ...[0, 1].map((seed): QuirkCase => ({
    id: "F46",
    behaviour: "Takes raw text or a page for an unreadable reply, and quotes it",
    request: withSeed(seed),
    check: (driven) => isFailure(driven, "bad_frame", seed === 0 ? /timeout/i : /html|gateway/i),
  })),
  {
    id: "F47",
    behaviour: "Fails an answer with an error in it although [DONE] follows",
    check: (driven) => isFailure(driven, "inband_error"),
  },
  {
    id: "F48",
    behaviour: "Reads an answer in one piece, says so, and reports no TTFT for it",
    check(driven) {
      isComplete(driven, { streamed: false, tokenEvents: 0 });
      expect(lasting(driven.warnings)).toEqual(["not_streamed"]);
      expect(driven.measures.has("ttft")).toBe(false);
      expect(driven.measures.has("e2e")).toBe(true);
    },
  },
  {
    id: "F49",
    behaviour: "Reads a stream that nobody asked for, and says so",
    request: { stream: false },
    check(driven) {
      isComplete(driven, { streamed: true, tokenEvents: 8 });
      expect(driven.warnings).toContain("unexpected_stream");
    },
  },
  {
    id: "F50",
    behaviour: "Sees the overload behind a 400",
    check: (driven) => isFailure(driven, "overloaded", /42903/),
  },
  ...(
    [
      ["rate_limited", 1_000, 60_000],
      ["rate_limited", 1, 60_000],
      ["overloaded", 1, 120_000],
      ["overloaded", 1, 1_000],
      ["rate_limited", 1_000, 60_000],
    ] as const
  ).map(([failure, leastMs, mostMs], seed): QuirkCase => ({
    id: "F51",
    behaviour:
      "Records overload as a kind of its own, with the time the server asks for, and never retries",
    request: withSeed(seed),
    check(driven, all) {
      isFailure(driven, failure, /retry after/);
      expect(driven.record.retryAfterMs).toBeGreaterThanOrEqual(leastMs);
      expect(driven.record.retryAfterMs).toBeLessThanOrEqual(mostMs);
      expect(all).toHaveLength(1);
    },
  })),
  {
    id: "F52",
    behaviour: "Records 503 while a model loads (--wait-ready waits for the end of it)",
    count: 4,
    check(_first, all) {
      for (const driven of all.slice(0, 3)) isFailure(driven, "overloaded", /loading/i);
      expect(all[3]?.record.outcome.kind).toBe("succeeded");
    },
  },
  {
    id: "F53",
    behaviour: "Makes a sentence of a list of details",
    check: (driven) => isFailure(driven, "http_status", /^HTTP 422: [^{[]+$/),
  },
  {
    id: "F54",
    behaviour: "Reads an error that is one word",
    check: (driven) => isFailure(driven, "http_status", /^HTTP 401: Unauthorized$/),
  },
  {
    id: "F55",
    behaviour: "Sends a strict server only what its provider's row allows",
    provider: "mlx-lm",
    request: { stream: false, ignoreEos: true, reasoningEffort: "low", choices: 3 },
    check: (driven) => isComplete(driven),
  },
  {
    id: "F56",
    behaviour: "Never sends stream options without a stream",
    provider: "vllm",
    request: { stream: false },
    check: (driven) => isComplete(driven),
  },
  {
    id: "F57",
    behaviour: "Says when an answer was capped below what was asked for",
    request: { maxTokens: 32 },
    check(driven) {
      expect(driven.record).toMatchObject({ outcome: { kind: "succeeded" }, tokenEvents: 16 });
      expect(lasting(driven.warnings)).toEqual(["capped_output"]);
    },
  },
  {
    id: "F58",
    behaviour: "Asks for greedy decoding where a temperature of 0 is refused",
    provider: "tgi",
    endpoint: "tgi-generate",
    request: { temperature: 0, stream: false },
    check: (driven) => isComplete(driven),
  },
  {
    id: "F59",
    behaviour: "Reports the model that the server does not know (auto takes the listed one)",
    check: (driven) => isFailure(driven, "http_status", /^HTTP 404/),
  },
];
