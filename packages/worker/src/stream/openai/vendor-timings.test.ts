import { expect, test } from "vitest";
import { readVendorTimings } from "./vendor-timings.ts";

test.each([
  [
    "llama.cpp",
    { timings: { prompt_ms: 10.5, predicted_ms: 20 } },
    { queueMs: null, firstTokenMs: 10.5, totalMs: 30.5 },
  ],
  [
    "Groq, early",
    { x_groq: { usage: { queue_time: 0.001, prompt_time: 0.002, total_time: 0.01 } } },
    { queueMs: 1, firstTokenMs: 2, totalMs: 10 },
  ],
  [
    "Groq, later",
    { usage: { completion_tokens: 1, queue_time: 0.5, prompt_time: 0.25, total_time: 1 } },
    { queueMs: 500, firstTokenMs: 250, totalMs: 1000 },
  ],
  [
    "Cerebras",
    { time_info: { queue_time: 0, prompt_time: 0.5, total_time: 2 } },
    { queueMs: 0, firstTokenMs: 500, totalMs: 2000 },
  ],
  [
    "Fireworks",
    {
      perf_metrics: {
        "fireworks-server-time-to-first-token": "0.125",
        "fireworks-server-processing-time": 0.5,
      },
    },
    { queueMs: null, firstTokenMs: 125, totalMs: 500 },
  ],
  [
    "MindIE",
    { prefill_time: 12, decode_time_arr: [3, 4] },
    { queueMs: null, firstTokenMs: 12, totalMs: 19 },
  ],
])("reads the times of %s in milliseconds", (_server, chunk, expected) => {
  expect(readVendorTimings(chunk)).toEqual(expected);
});

test.each([{}, { usage: { completion_tokens: 3 } }, { timings: {} }, { prefill_time: 3 }])(
  "reads no times from %j",
  (chunk) => {
    expect(readVendorTimings(chunk)).toBeNull();
  },
);
