// F60 to F88: bodies, connections, oddities and special answers.
import { expect } from "vitest";
import { isComplete, isFailure, isSound, type QuirkCase, unharmed, readsOf } from "./quirk-case.ts";

const wholeBody = { stream: false } as const;
const timers = {
  connectMs: 1_000,
  headersMs: null,
  firstTokenMs: null,
  idleMs: null,
  progressMs: null,
  requestMs: null,
};

/** What documents look like, how connections behave, and what else there is. */
export const transportCases: readonly QuirkCase[] = [
  {
    id: "F60",
    behaviour: "Takes a repeated prompt for no answer, and says so",
    provider: "triton-generate",
    endpoint: "triton-generate",
    request: { model: "quirk-F60", showResponse: 1 },
    check(driven) {
      expect(driven.record).toMatchObject({ outcome: { kind: "succeeded" }, tokenEvents: 8 });
      expect(driven.warnings).toContain("prompt_echo");
      expect(driven.record.responseText).not.toContain("Say something");
    },
  },
  {
    id: "F61",
    behaviour: "Passes over blank lines before a document",
    request: wholeBody,
    check: (driven) => isComplete(driven),
  },
  {
    id: "F62",
    behaviour: "Reads indented documents",
    provider: "grps",
    request: wholeBody,
    check: (driven) => isComplete(driven),
  },
  {
    id: "F63",
    behaviour: "Takes a document out of the list around it",
    provider: "tgi",
    endpoint: "tgi-generate",
    request: wholeBody,
    check: (driven) => isComplete(driven),
  },
  {
    id: "F64",
    behaviour: "Cuts a stream at NUL bytes",
    provider: "vllm",
    endpoint: "vllm-generate",
    check(driven) {
      expect(driven.record).toMatchObject({ outcome: { kind: "succeeded" }, tokenEvents: 8 });
      expect(driven.measures.has("tpot")).toBe(readsOf(driven) > 1);
    },
  },
  {
    id: "F65",
    behaviour: "Reads an answer that ends with its connection, and connects anew",
    provider: "mlx-lm",
    count: 2,
    check(_first, all) {
      for (const driven of all) isSound(driven);
      expect(all.map(({ record }) => record.connectMs !== null)).toEqual([true, true]);
    },
  },
  {
    id: "F66",
    behaviour: "Connects anew after a server that closes each time, and shows what that costs",
    count: 2,
    check(_first, all) {
      for (const driven of all) isSound(driven);
      expect(all.map(({ measures }) => measures.has("connect"))).toEqual([true, true]);
    },
  },
  {
    id: "F67",
    behaviour: "Uses no connection that the server closed while it was idle",
    count: 2,
    pauseMs: 400,
    check(_first, all) {
      for (const driven of all) isSound(driven);
      expect(all.map(({ record }) => record.connectMs !== null)).toEqual([true, true]);
    },
  },
  {
    id: "F68",
    behaviour: "Reads a compressed stream, and says that its times are unreliable",
    check(driven) {
      isComplete(driven, { tokenEvents: 8 });
      expect(driven.warnings).toContain("compressed_stream");
    },
  },
  {
    id: "F69",
    behaviour: "Says when all events of an answer came together at its end",
    request: { maxTokens: 64 },
    check(driven) {
      expect(driven.record).toMatchObject({ outcome: { kind: "succeeded" }, tokenEvents: 64 });
      expect(driven.warnings).toContain("buffered_stream");
    },
  },
  {
    id: "F70",
    behaviour:
      "Ends an answer that only pings: --progress-timeout counts tokens, --idle-timeout bytes",
    plan: { timers: { ...timers, progressMs: 250, idleMs: 200 } },
    check: (driven) => isFailure(driven, "timeout_progress"),
  },
  {
    id: "F70",
    behaviour: "Counts a silence that lasts until the request is broken off as a stall",
    plan: { timers, cancel: { rate: 1, after: { unit: "ms", ms: 400 } } },
    check(driven) {
      expect(driven.record).toMatchObject({ outcome: { kind: "cancelled" }, tokenEvents: 4 });
      const { sentAtMs, lastTokenAtMs, endedAtMs } = driven.record;
      expect(endedAtMs - sentAtMs).toBeGreaterThan(399);
      expect(driven.measures.get("max_stall")).toBeCloseTo(endedAtMs - Number(lastTokenAtMs), 1);
    },
  },
  {
    id: "F71",
    behaviour: "Has no hidden limit on the wait for an answer",
    check(driven) {
      isSound(driven);
      expect(driven.measures.get("ttft")).toBeGreaterThan(290);
    },
  },
  {
    id: "F72",
    behaviour: "Reads a frame of megabytes",
    provider: "llama-cpp",
    endpoint: "llama-cpp-completion",
    check: (driven) => isComplete(driven, { tokenEvents: 8 }),
  },
  {
    id: "F73",
    behaviour: "Takes a report of progress for no token",
    provider: "llama-cpp",
    endpoint: "llama-cpp-completion",
    check(driven) {
      isComplete(driven, { tokenEvents: 8 });
      expect(driven.measures.get("ttft")).toBeGreaterThan(45);
    },
  },
  ...[0, 1, 2].map((seed) =>
    unharmed("F74", "Finds out by the first byte what a missing or wrong content type hides", {
      request: { extraBody: { seed } },
    }),
  ),
  unharmed("F75", "Passes over fields that mean nothing here, in any order"),
  unharmed("F76", "Drops a byte order mark"),
  {
    id: "F77",
    behaviour: "Reads Python's NaN and Infinity, keys given twice and half pairs, and says so",
    check(driven) {
      isComplete(driven, { tokenEvents: 8 });
      expect(driven.warnings).toContain("lenient_json");
    },
  },
  unharmed("F78", "Never looks at ids, object names and creation times"),
  unharmed("F79", "Takes padding for no text"),
  unharmed("F80", "Never takes a time from an answer", {
    provider: "ollama",
    endpoint: "ollama-chat",
  }),
  {
    id: "F81",
    behaviour: "Sums the counts of the choices and counts the prompt once",
    provider: "mindie",
    request: { choices: 2 },
    check(driven) {
      expect(driven.record).toMatchObject({
        outcome: { kind: "succeeded" },
        usage: { inputTokens: 2, outputTokens: 16 },
      });
    },
  },
  {
    id: "F82",
    behaviour: "Finds an error whose status is only in a comment",
    provider: "dashscope",
    endpoint: "dashscope-generation",
    check: (driven) => isFailure(driven, "inband_error"),
  },
  unharmed("F83", "Takes a doubled prefix off"),
  {
    id: "F84",
    behaviour: "Takes the last count: the first is a placeholder, and no token",
    provider: "anthropic",
    endpoint: "anthropic-messages",
    check(driven) {
      isSound(driven);
      expect(driven.record).toMatchObject({ firstEventTokens: null, usage: { outputTokens: 8 } });
    },
  },
  {
    id: "F85",
    behaviour: "Calls an answer that was blocked filtered, not empty",
    provider: "gemini",
    endpoint: "gemini-generate",
    check: (driven) => isFailure(driven, "filtered"),
  },
  {
    id: "F86",
    behaviour: "Says when a stream is one chunk: TTFT is then the latency, and there is no TPOT",
    provider: "mindie",
    check(driven) {
      isComplete(driven, { tokenEvents: 1 });
      expect(driven.measures.has("tpot")).toBe(false);
      expect(driven.warnings).toEqual(["single_chunk"]);
    },
  },
  {
    id: "F87",
    behaviour: "Takes repeated frames for no token, and a close without the final status for a cut",
    provider: "qwen-chat",
    endpoint: "qwen-chat-websocket",
    simulator: { defaultMaxTokens: 8 },
    check(driven) {
      expect(driven.record.outcome).toMatchObject({ kind: "failed" });
      expect(["truncated", "reset"]).toContain(
        driven.record.outcome.kind === "failed" && driven.record.outcome.failure,
      );
      expect(driven.record.tokenEvents).toBe(8);
    },
  },
  {
    id: "F88",
    behaviour: "Ends requests to a server that has stopped answering (--headers-timeout)",
    plan: { timers: { ...timers, headersMs: 300 } },
    count: 3,
    check(_first, all) {
      expect(all.map(({ record }) => record.outcome.kind)).toEqual([
        "succeeded",
        "succeeded",
        "failed",
      ]);
      const last = all[2];
      if (last !== undefined) isFailure(last, "timeout_headers");
    },
  },
];
