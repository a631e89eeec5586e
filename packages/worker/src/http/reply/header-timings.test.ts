import { expect, test } from "vitest";
import type { ServerTimings } from "../../stream/server-timings.ts";
import { readHeaderTimings, readHeaderUsage } from "./header-timings.ts";

const none: ServerTimings = { queueMs: null, firstTokenMs: null, totalMs: null };

test.each<[string, Record<string, string>, Partial<ServerTimings> | null]>([
  [
    "TGI, in milliseconds",
    { "x-queue-time": "3", "x-total-time": "120", "x-inference-time": "110" },
    { queueMs: 3, totalMs: 120 },
  ],
  [
    "Fireworks, in seconds",
    {
      "fireworks-server-time-to-first-token": "0.25",
      "fireworks-server-processing-time": "1.5",
    },
    { firstTokenMs: 250, totalMs: 1500 },
  ],
  ["OpenAI", { "openai-processing-ms": "812" }, { totalMs: 812 }],
  [
    "LiteLLM, whose upstream knows better",
    { "x-litellm-response-duration-ms": "900.5", "llm_provider-openai-processing-ms": "850" },
    { totalMs: 850 },
  ],
  ["LiteLLM alone", { "x-litellm-response-duration-ms": "900.5" }, { totalMs: 900.5 }],
  [
    "a stream, whose headers cannot know the total",
    {
      "content-type": "text/event-stream; charset=utf-8",
      "openai-processing-ms": "200",
      "fireworks-server-time-to-first-token": "0.1",
    },
    { firstTokenMs: 100 },
  ],
  [
    "a stream that says only the total",
    { "content-type": "application/x-ndjson", "x-litellm-response-duration-ms": "5" },
    null,
  ],
  ["nonsense", { "x-total-time": "fast", "x-queue-time": "-1" }, null],
  ["nothing", { "content-type": "application/json" }, null],
])("reads the times of %s", (_name, headers, expected) => {
  expect(readHeaderTimings(headers)).toEqual(expected && { ...none, ...expected });
});

test("reads the counts of TGI", () => {
  const unknown = { reasoningTokens: null, cachedTokens: null };
  const both = { "x-prompt-tokens": "17", "x-generated-tokens": "64" };
  expect(readHeaderUsage(both)).toEqual({ inputTokens: 17, outputTokens: 64, ...unknown });
  const one = { "x-generated-tokens": "64" };
  expect(readHeaderUsage(one)).toEqual({ inputTokens: null, outputTokens: 64, ...unknown });
  expect(readHeaderUsage({ "x-generated-tokens": "" })).toBeNull();
});
