import { expect, test } from "vitest";
import { judgeOutcome } from "./judge-outcome.ts";
import type { OutcomeFacts } from "./judge-outcome.ts";
import type { ReplySummary } from "./reply-decoder.ts";

const good: ReplySummary = {
  isStreamed: true,
  hasOutput: true,
  isFinished: true,
  finishReason: "stop",
  isFiltered: false,
  toldTokens: 0,
  toldEvents: 0,
  items: 0,
  timings: null,
  inbandError: null,
  badFrame: null,
  usage: null,
  sawReasoning: false,
  firstEventTokens: null,
  notes: [],
  text: null,
};
const facts: OutcomeFacts = {
  isCancelled: false,
  statusFailure: null,
  brokenOff: null,
  reply: good,
};
const reset = { failure: "reset", message: "read ECONNRESET" } as const;

function judge(change: Partial<OutcomeFacts>, reply: Partial<ReplySummary> = {}): string {
  const outcome = judgeOutcome({ ...facts, reply: { ...good, ...reply }, ...change });
  return outcome.kind === "failed" ? `${outcome.failure}: ${outcome.message}` : outcome.kind;
}

test("succeeds when status, body, end mark and connection are all good", () => {
  expect(judge({})).toBe("succeeded");
});

test.each<[string, Partial<ReplySummary>, string]>([
  ["an error in the reply", { inbandError: "boom" }, "inband_error: boom"],
  ["an unreadable reply", { badFrame: "not JSON: x" }, "bad_frame: not JSON: x"],
  [
    "no end mark",
    { isFinished: false },
    "truncated: the reply ended without a finish reason or [DONE]",
  ],
  [
    "an empty body",
    { isFinished: false, hasOutput: false },
    "truncated: the reply held no output and ended without a finish reason or [DONE]",
  ],
  ["no output", { hasOutput: false }, "empty: the answer is empty (finish reason stop)"],
])("fails for %s", (_name, reply, expected) => {
  expect(judge({}, reply)).toBe(expected);
});

test("fails when the connection broke although the answer was complete", () => {
  expect(judge({ brokenOff: reset })).toBe("reset: read ECONNRESET");
});

test("fails without any reply", () => {
  expect(judge({ reply: null })).toBe("truncated: there was no reply");
});

test("lets the most telling fact win", () => {
  const everything = {
    isCancelled: true,
    statusFailure: { failure: "http_status", message: "HTTP 500" },
    brokenOff: reset,
  } as const;
  const bad = { inbandError: "boom", badFrame: "x", isFinished: false };
  expect(judge(everything, bad)).toBe("cancelled");
  expect(judge({ ...everything, isCancelled: false }, bad)).toBe("http_status: HTTP 500");
  expect(judge({ brokenOff: reset }, bad)).toBe("inband_error: boom");
  expect(judge({ brokenOff: reset }, { badFrame: "x" })).toBe("reset: read ECONNRESET");
});

test("calls an answer that was held back filtered, and one that was cut by a filter a success", () => {
  const held = { hasOutput: false, isFiltered: true, finishReason: "content_filter" };
  expect(judge({}, held)).toBe("filtered: the answer was held back (finish reason content_filter)");
  expect(judge({}, { ...held, hasOutput: true })).toBe("succeeded");
});
