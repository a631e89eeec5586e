// Whole answers of the servers' own APIs, and what they answer in place of one.

import { describe, expect, test } from "vitest";
import type { ReplySummary } from "../stream/reply-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { fastchatWorker } from "./fastchat-worker.ts";
import { kserveInfer } from "./kserve-infer.ts";
import { llamaCppCompletion } from "./llama-cpp-completion.ts";
import { lmdeployGenerate } from "./lmdeploy-generate.ts";
import { mindieInfer } from "./mindie-infer.ts";
import { ollamaChat } from "./ollama-chat.ts";
import { ollamaGenerate } from "./ollama-generate.ts";
import { sglangGenerate } from "./sglang-generate.ts";
import { tgiGenerate } from "./tgi-generate.ts";
import { tritonGenerate } from "./triton-generate.ts";
import { vllmGenerate } from "./vllm-generate.ts";

const prompt = "Name the capital of France.";
const counts = { inputTokens: 9, outputTokens: 2, reasoningTokens: null, cachedTokens: null };

function decode(endpoint: Endpoint, text: string, isStreamRequest = false): ReplySummary {
  const decoder = endpoint.createDecoder({
    isStreamRequest,
    contentType: "application/json",
    keepText: true,
    prompt,
  });
  decoder.push(Buffer.from(text), 1);
  decoder.end();
  return decoder.summary();
}

const sglangMeta = (tokens: number, type: string) => ({
  prompt_tokens: 9,
  completion_tokens: tokens,
  cached_tokens: 3,
  finish_reason: { type },
  e2e_latency: 0.5,
});
const ollamaEnd = {
  done: true,
  done_reason: "length",
  total_duration: 5_000_000,
  prompt_eval_count: 9,
  eval_count: 2,
};

const bodies: readonly (readonly [string, Endpoint, unknown, Partial<ReplySummary>])[] = [
  [
    "TGI",
    tgiGenerate,
    {
      generated_text: "Paris",
      details: {
        finish_reason: "length",
        generated_tokens: 2,
        prefill: [1, 2, 3, 4, 5, 6, 7, 8, 9],
      },
    },
    { usage: counts, finishReason: "length" },
  ],
  ["TGI, in an array", tgiGenerate, [{ generated_text: "Paris" }], { usage: null }],
  [
    "TGI, with the prompt before it",
    tgiGenerate,
    { generated_text: `${prompt}Paris`, details: null },
    { notes: ["prompt_echo"] },
  ],
  [
    "Triton",
    tritonGenerate,
    { model_name: "ensemble", text_output: `<s> ${prompt}Paris`, cum_log_probs: 0 },
    { notes: ["prompt_echo"], usage: null },
  ],
  ["Triton, as a list", tritonGenerate, { text_output: ["Par", "is"] }, {}],
  [
    "MindIE's Triton API",
    tritonGenerate,
    { text_output: "Paris", details: { finish_reason: "eos_token", generated_tokens: 2 } },
    { usage: { ...counts, inputTokens: null }, finishReason: "eos_token" },
  ],
  [
    "KServe",
    kserveInfer,
    {
      model_name: "ensemble",
      outputs: [
        { name: "cum_log_probs", datatype: "FP32", shape: [1], data: [0] },
        { name: "text_output", datatype: "BYTES", shape: [1], data: [`${prompt}Paris`] },
      ],
    },
    { notes: ["prompt_echo"] },
  ],
  [
    "KServe, another name and nested",
    kserveInfer,
    { outputs: [{ name: "OUT", datatype: "BYTES", shape: [1, 1], data: [["Paris"]] }] },
    {},
  ],
  [
    "SGLang",
    sglangGenerate,
    { text: "Paris", meta_info: sglangMeta(2, "stop") },
    {
      usage: { ...counts, cachedTokens: 3 },
      finishReason: "stop",
      timings: { queueMs: null, firstTokenMs: null, totalMs: 500 },
    },
  ],
  [
    "SGLang, two answers",
    sglangGenerate,
    [
      { text: "Par", meta_info: sglangMeta(1, "length") },
      { text: "is", meta_info: sglangMeta(1, "stop") },
    ],
    { usage: { ...counts, cachedTokens: 3 }, finishReason: "length" },
  ],
  [
    "LMDeploy",
    lmdeployGenerate,
    {
      text: "Paris",
      output_ids: [1, 2],
      meta_info: { ...sglangMeta(2, "stop"), cached_tokens: null },
    },
    { usage: counts },
  ],
  [
    "llama.cpp",
    llamaCppCompletion,
    { content: "Paris", stop: true, stop_type: "eos", tokens_predicted: 2, tokens_evaluated: 9 },
    { usage: counts, finishReason: "eos" },
  ],
  [
    "llama.cpp, counted in its timings only",
    llamaCppCompletion,
    {
      content: "Paris",
      stop: true,
      timings: { prompt_n: 4, cache_n: 5, predicted_n: 2, prompt_ms: 3, predicted_ms: 7 },
    },
    {
      usage: { ...counts, cachedTokens: 5 },
      finishReason: "stop",
      timings: { queueMs: null, firstTokenMs: 3, totalMs: 10 },
    },
  ],
  [
    "llama.cpp, two answers",
    llamaCppCompletion,
    [
      { content: "Par", stop: true, stop_type: "word", tokens_predicted: 1, tokens_evaluated: 9 },
      { content: "is", stop: true, stop_type: "limit", tokens_predicted: 1, tokens_evaluated: 9 },
    ],
    { usage: counts, finishReason: "word" },
  ],
  [
    "Ollama chat",
    ollamaChat,
    { model: "m", message: { role: "assistant", content: "Paris" }, ...ollamaEnd },
    { usage: counts, finishReason: "length" },
  ],
  [
    "Ollama generate",
    ollamaGenerate,
    { response: "Paris", ...ollamaEnd, done_reason: undefined },
    { usage: counts, finishReason: null },
  ],
  [
    "MindIE",
    mindieInfer,
    {
      generated_text: "Paris",
      details: { finish_reason: "length", generated_tokens: 2, seed: 1 },
      prefill_time: 12.5,
      decode_time_arr: [8, 7.5],
    },
    {
      usage: { ...counts, inputTokens: null },
      timings: { queueMs: null, firstTokenMs: 12.5, totalMs: 28 },
    },
  ],
  ["vLLM", vllmGenerate, { text: [`${prompt}Paris`] }, { notes: [], usage: null }],
  [
    "FastChat",
    fastchatWorker,
    {
      text: "Paris",
      error_code: 0,
      usage: { prompt_tokens: 9, completion_tokens: 2 },
      finish_reason: ["stop"],
    },
    { usage: counts, finishReason: "stop" },
  ],
];

test.each(bodies)("reads the whole answer of %s", (_name, endpoint, body, expected) => {
  const complete = { isStreamed: false, isFinished: true, badFrame: null, inbandError: null };
  const expectation = { ...complete, text: "Paris", notes: [], ...expected };
  expect(decode(endpoint, JSON.stringify(body))).toMatchObject(expectation);
  expect(decode(endpoint, JSON.stringify(body, null, 4))).toMatchObject(expectation);
});

const endpoints = bodies.map(([, endpoint]) => endpoint);

describe.each([...new Set(endpoints)])("$name", (endpoint) => {
  test.each([true, false])("reads an error in place of an answer (streamed: %s)", (isStream) => {
    const text = JSON.stringify({ error: "no free slot" }, null, 2);
    expect(decode(endpoint, text, isStream).inbandError).toBe("no free slot");
  });

  test.each([true, false])("refuses JSON that is no answer (streamed: %s)", (isStream) => {
    for (const value of [{ id: 1 }, [], 7, { text: 1, outputs: 2 }]) {
      const { isFinished, hasOutput } = decode(endpoint, `${JSON.stringify(value)}\n`, isStream);
      expect({ value, isFinished, hasOutput }).toEqual({
        value,
        isFinished: false,
        hasOutput: false,
      });
    }
    expect(decode(endpoint, '{"id":1}\n', isStream).badFrame).toContain('{"id":1}');
  });
});

test("does not take an answer that LMDeploy or SGLang aborted for a good one", () => {
  const finish = { type: "abort", message: "out of memory" };
  for (const endpoint of [sglangGenerate, lmdeployGenerate]) {
    const body = { text: "Par", meta_info: { finish_reason: finish } };
    expect(decode(endpoint, JSON.stringify(body)).inbandError).toBe("out of memory (abort)");
  }
});

test("notes a last message of MindIE that does not go on where the others ended", () => {
  const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
  const text = frame({ token: { id: 5, text: "Lyon" } });
  const { notes, text: kept } = decode(
    mindieInfer,
    text + frame({ generated_text: "Paris" }),
    true,
  );
  expect({ notes, kept }).toEqual({ notes: ["text_rewritten"], kept: "Lyon" });
});
