// What the servers' own APIs are sent.

import { expect, test } from "vitest";
import { leastRequest } from "../../../../test/support/decode-reply.ts";
import type { Endpoint, RequestOptions } from "./endpoint.ts";
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

const least: RequestOptions = { ...leastRequest, model: "org/m", asksForUsage: false };
const most: RequestOptions = {
  ...least,
  ignoreEos: true,
  minTokens: 16,
  temperature: 0.5,
  topP: 0.9,
  topK: 4,
  choices: 2,
  stop: ["a", "b"],
  logprobs: 3,
  reasoningEffort: "low",
};
const sampling = { temperature: 0.5, top_p: 0.9, top_k: 4 };
const stop = ["a", "b"];

test.each<[Endpoint, string, string]>([
  [tgiGenerate, "/generate_stream", "/generate"],
  [tritonGenerate, "/v2/models/org%2Fm/generate_stream", "/v2/models/org%2Fm/generate"],
  [kserveInfer, "/v2/models/org%2Fm/infer", "/v2/models/org%2Fm/infer"],
  [sglangGenerate, "/generate", "/generate"],
  [lmdeployGenerate, "/generate", "/generate"],
  [llamaCppCompletion, "/completion", "/completion"],
  [ollamaChat, "/api/chat", "/api/chat"],
  [ollamaGenerate, "/api/generate", "/api/generate"],
  [mindieInfer, "/infer", "/infer"],
  [vllmGenerate, "/generate", "/generate"],
  [fastchatWorker, "/worker_generate_stream", "/worker_generate"],
])("sends $name to its path", (endpoint, streamed, whole) => {
  expect(endpoint.path(least)).toBe(streamed);
  expect(endpoint.path({ ...least, stream: false })).toBe(whole);
});

test.each<[Endpoint, Record<string, unknown>]>([
  [tgiGenerate, { inputs: "Hi", parameters: { max_new_tokens: 16, details: true } }],
  [tritonGenerate, { text_input: "Hi", max_tokens: 16, stream: true }],
  [
    kserveInfer,
    {
      inputs: [
        { name: "text_input", datatype: "BYTES", shape: [1, 1], data: ["Hi"] },
        { name: "max_tokens", datatype: "INT32", shape: [1, 1], data: [16] },
      ],
    },
  ],
  [sglangGenerate, { text: "Hi", sampling_params: { max_new_tokens: 16 }, stream: true }],
  [lmdeployGenerate, { prompt: "Hi", max_tokens: 16, stream: true }],
  [llamaCppCompletion, { model: "org/m", prompt: "Hi", n_predict: 16, stream: true }],
  [
    ollamaChat,
    {
      model: "org/m",
      messages: [{ role: "user", content: "Hi" }],
      options: { num_predict: 16 },
      stream: true,
    },
  ],
  [ollamaGenerate, { model: "org/m", prompt: "Hi", options: { num_predict: 16 }, stream: true }],
  [mindieInfer, { inputs: "Hi", stream: true, parameters: { max_new_tokens: 16, details: true } }],
  [vllmGenerate, { prompt: "Hi", max_tokens: 16, stream: true }],
  [fastchatWorker, { model: "org/m", prompt: "Hi", max_new_tokens: 16, echo: false }],
])("sends the least to $name that it needs", (endpoint, expected) => {
  expect(endpoint.buildBody(least, "Hi")).toEqual(expected);
});

test.each<[Endpoint, Record<string, unknown>]>([
  [
    tgiGenerate,
    {
      inputs: "Hi",
      parameters: {
        max_new_tokens: 16,
        details: true,
        do_sample: true,
        ...sampling,
        stop,
        top_n_tokens: 3,
      },
    },
  ],
  [
    tritonGenerate,
    {
      text_input: "Hi",
      max_tokens: 16,
      stream: true,
      ...sampling,
      stop_words: stop,
      min_tokens: 16,
    },
  ],
  [
    kserveInfer,
    {
      inputs: [
        { name: "text_input", datatype: "BYTES", shape: [1, 1], data: ["Hi"] },
        { name: "max_tokens", datatype: "INT32", shape: [1, 1], data: [16] },
        { name: "temperature", datatype: "FP32", shape: [1, 1], data: [0.5] },
        { name: "top_p", datatype: "FP32", shape: [1, 1], data: [0.9] },
        { name: "top_k", datatype: "INT32", shape: [1, 1], data: [4] },
        { name: "min_tokens", datatype: "INT32", shape: [1, 1], data: [16] },
        { name: "stop_words", datatype: "BYTES", shape: [1, 2], data: stop },
      ],
    },
  ],
  [
    sglangGenerate,
    {
      text: "Hi",
      sampling_params: {
        max_new_tokens: 16,
        min_new_tokens: 16,
        ignore_eos: true,
        ...sampling,
        stop,
        n: 2,
      },
      stream: true,
      return_logprob: true,
      top_logprobs_num: 3,
    },
  ],
  [
    lmdeployGenerate,
    {
      prompt: "Hi",
      max_tokens: 16,
      stream: true,
      ignore_eos: true,
      ...sampling,
      stop,
      return_logprob: true,
    },
  ],
  [
    llamaCppCompletion,
    {
      model: "org/m",
      prompt: "Hi",
      n_predict: 16,
      stream: true,
      ignore_eos: true,
      ...sampling,
      stop,
      n_probs: 3,
      n_cmpl: 2,
    },
  ],
  [
    ollamaChat,
    {
      model: "org/m",
      messages: [{ role: "user", content: "Hi" }],
      options: { num_predict: 16, ...sampling, stop },
      stream: true,
      think: "low",
      logprobs: true,
      top_logprobs: 3,
    },
  ],
  [
    mindieInfer,
    {
      inputs: "Hi",
      stream: true,
      parameters: { max_new_tokens: 16, details: true, do_sample: true, ...sampling },
    },
  ],
  [
    vllmGenerate,
    {
      prompt: "Hi",
      max_tokens: 16,
      stream: true,
      min_tokens: 16,
      ignore_eos: true,
      ...sampling,
      stop,
      logprobs: 3,
      n: 2,
    },
  ],
  [
    fastchatWorker,
    {
      model: "org/m",
      prompt: "Hi",
      max_new_tokens: 16,
      echo: false,
      ...sampling,
      stop,
      logprobs: 3,
    },
  ],
])("sends all that was asked for to $name under its own names", (endpoint, expected) => {
  expect(endpoint.buildBody(most, "Hi")).toEqual(expected);
});

test.each([sglangGenerate, lmdeployGenerate, llamaCppCompletion, ollamaChat, mindieInfer])(
  "tells $name not to stream",
  (endpoint) => {
    expect(endpoint.buildBody({ ...least, stream: false }, "Hi")).toMatchObject({ stream: false });
  },
);

test("leaves the flag out for Triton, where the path tells", () => {
  const body = tritonGenerate.buildBody({ ...least, stream: false }, "Hi");
  expect(body).toEqual({ text_input: "Hi", max_tokens: 16 });
});

test.each([llamaCppCompletion, ollamaChat, ollamaGenerate, fastchatWorker])(
  "names no model to $name when there is none",
  (endpoint) => {
    expect(endpoint.buildBody({ ...least, model: "" }, "Hi")).not.toHaveProperty("model");
  },
);

test("asks TGI for greedy choice by its name, and for nothing that changes nothing", () => {
  const options = { ...least, temperature: 0, topP: 1, topK: 0, logprobs: 0 };
  const parameters = { max_new_tokens: 16, details: true, do_sample: false };
  expect(tgiGenerate.buildBody(options, "Hi")).toEqual({ inputs: "Hi", parameters });
  expect(mindieInfer.buildBody(options, "Hi")).toMatchObject({ parameters });
});

test("switches thinking off in Ollama when none is asked for", () => {
  const body = ollamaGenerate.buildBody({ ...least, reasoningEffort: "none" }, "Hi");
  expect(body).toMatchObject({ think: false });
});
