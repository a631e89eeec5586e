// Streams of the servers' own APIs, decoded whole and cut at every byte: what a decoder makes of a
// reply must not depend on where the network cut it.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ReplyDecoder } from "../stream/reply-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { fastchatWorker } from "./fastchat-worker.ts";
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
const recorded = (name: string): Buffer =>
  readFileSync(new URL(`../stream/fixtures/${name}`, import.meta.url));

const contentTypes: Readonly<Record<string, string | null>> = {
  sse: "text/event-stream",
  ndjson: "application/x-ndjson",
  nul: null,
};

function decodeReads(endpoint: Endpoint, name: string, reads: readonly Uint8Array[]): ReplyDecoder {
  const contentType = contentTypes[name.split(".")[1] ?? ""] ?? null;
  const decoder = endpoint.createDecoder({
    isStreamRequest: true,
    contentType,
    keepText: true,
    prompt,
  });
  for (const read of reads) {
    // Fresh memory for every read, made useless after it, as a transport that reuses its buffer does.
    const own = Buffer.from(read);
    decoder.push(own, 1);
    own.fill(0x3f);
  }
  decoder.end();
  return decoder;
}

function describeReply(decoder: ReplyDecoder): Record<string, unknown> {
  const { tokenEvents, isDone } = decoder;
  return { tokenEvents, isDone, ...decoder.summary() };
}

const usage = { inputTokens: 9, reasoningTokens: null, cachedTokens: null };
const complete = {
  isStreamed: true,
  isFinished: true,
  inbandError: null,
  badFrame: null,
  notes: [],
};
/** For APIs whose streams have no end mark of any kind. */
const open = { isStreamed: true, isFinished: true, inbandError: null, badFrame: null };

const streams: readonly (readonly [string, Endpoint, Record<string, unknown>])[] = [
  [
    "tgi-generate.sse",
    tgiGenerate,
    {
      ...complete,
      tokenEvents: 3,
      toldTokens: 4,
      firstEventTokens: 1,
      isDone: true,
      finishReason: "eos_token",
      text: " Paris é好",
      usage: { ...usage, outputTokens: 4 },
    },
  ],
  [
    "tgi-generate-error.sse",
    tgiGenerate,
    {
      tokenEvents: 1,
      inbandError: "Request failed during generation: out of memory",
    },
  ],
  [
    "triton-generate.sse",
    tritonGenerate,
    {
      ...open,
      tokenEvents: 4,
      text: " Paris is is it",
      usage: null,
      timings: { queueMs: 2, firstTokenMs: 30, totalMs: 55 },
      notes: ["prompt_echo"],
    },
  ],
  [
    "triton-generate-cumulative.sse",
    tritonGenerate,
    {
      ...open,
      tokenEvents: 5,
      text: "Paris is the capital \uFFFDé.",
      notes: ["replacement_character", "text_rewritten"],
    },
  ],
  [
    "mindie-triton.sse",
    tritonGenerate,
    {
      ...complete,
      tokenEvents: 3,
      toldTokens: 4,
      firstEventTokens: 1,
      text: "Paris is it",
      finishReason: "length",
      usage: { ...usage, inputTokens: null, outputTokens: 4 },
      timings: { queueMs: null, firstTokenMs: 12.5, totalMs: null },
    },
  ],
  [
    "sglang-generate.sse",
    sglangGenerate,
    {
      ...complete,
      // The first message has a token whose text is held back.
      tokenEvents: 3,
      toldTokens: 6,
      firstEventTokens: 3,
      isDone: true,
      text: "Paris is é好",
      finishReason: "length",
      usage: { ...usage, outputTokens: 6, cachedTokens: 4 },
      timings: { queueMs: null, firstTokenMs: null, totalMs: 125 },
    },
  ],
  [
    "sglang-generate-deltas.sse",
    sglangGenerate,
    {
      ...complete,
      tokenEvents: 4,
      toldTokens: 7,
      text: "Paris is the city of light.",
      finishReason: "stop",
      usage: { ...usage, outputTokens: 7, cachedTokens: 4 },
    },
  ],
  [
    "sglang-generate-two.sse",
    sglangGenerate,
    {
      ...complete,
      tokenEvents: 7,
      text: "axbycz!",
      finishReason: "stop",
      usage: { ...usage, outputTokens: 8, cachedTokens: 4 },
    },
  ],
  [
    "sglang-generate-abort.sse",
    sglangGenerate,
    { tokenEvents: 1, inbandError: "Input is too long (abort, 400)", finishReason: "abort" },
  ],
  [
    "lmdeploy-generate.sse",
    lmdeployGenerate,
    {
      ...complete,
      tokenEvents: 3,
      toldTokens: 4,
      firstEventTokens: 2,
      text: "Paris is is",
      finishReason: "stop",
      usage: { ...usage, outputTokens: 4 },
    },
  ],
  [
    "llama-cpp-completion.sse",
    llamaCppCompletion,
    {
      ...complete,
      tokenEvents: 3,
      toldTokens: 5,
      firstEventTokens: 1,
      text: ' Paris é "it"\n',
      finishReason: "limit",
      usage: { ...usage, outputTokens: 5, cachedTokens: 4 },
      timings: { queueMs: null, firstTokenMs: 10.5, totalMs: 50.75 },
    },
  ],
  [
    "llama-cpp-completion-two.sse",
    llamaCppCompletion,
    {
      ...complete,
      tokenEvents: 4,
      text: "axby",
      finishReason: "eos",
      usage: { ...usage, outputTokens: 7 },
    },
  ],
  [
    "ollama-chat.ndjson",
    ollamaChat,
    {
      ...complete,
      tokenEvents: 5,
      isDone: true,
      sawReasoning: true,
      text: 'The userParis é好look_up{"city":"Paris"}',
      finishReason: "stop",
      usage: { ...usage, outputTokens: 6 },
      timings: { queueMs: null, firstTokenMs: 12.5, totalMs: 55 },
    },
  ],
  [
    "ollama-generate.ndjson",
    ollamaGenerate,
    {
      ...complete,
      tokenEvents: 2,
      text: "Paris",
      finishReason: "length",
      usage: { ...usage, inputTokens: null, outputTokens: 6 },
    },
  ],
  [
    "ollama-chat-error.ndjson",
    ollamaGenerate,
    {
      tokenEvents: 1,
      inbandError: "an error was encountered while running the model: CUDA error",
    },
  ],
  [
    "mindie-infer.sse",
    mindieInfer,
    {
      ...complete,
      tokenEvents: 4,
      toldTokens: 6,
      firstEventTokens: 1,
      text: "Paris is é it",
      finishReason: "eos_token",
      usage: { ...usage, inputTokens: null, outputTokens: 6 },
      timings: { queueMs: null, firstTokenMs: 12.5, totalMs: null },
    },
  ],
  [
    "mindie-infer-timeout.sse",
    mindieInfer,
    {
      tokenEvents: 1,
      isFinished: false,
      badFrame: expect.stringContaining("Engine callback timeout."),
    },
  ],
  [
    "vllm-generate.nul",
    vllmGenerate,
    { ...open, tokenEvents: 4, text: " Par Lyonis is is é好", usage: null, notes: [] },
  ],
  [
    "fastchat-worker.nul",
    fastchatWorker,
    {
      ...complete,
      tokenEvents: 4,
      toldTokens: 5,
      text: "Paris is é.",
      finishReason: "stop",
      usage: { ...usage, outputTokens: 5 },
    },
  ],
  [
    "fastchat-worker-error.nul",
    fastchatWorker,
    { tokenEvents: 1, inbandError: expect.stringContaining("CUDA out of memory") },
  ],
];

test.each(streams)("reads %s", (name, endpoint, expected) => {
  expect(describeReply(decodeReads(endpoint, name, [recorded(name)]))).toMatchObject(expected);
});

test.each(streams)("decodes %s to the same, cut at every byte", (name, endpoint) => {
  const bytes = recorded(name);
  const decode = (reads: readonly Uint8Array[]): string =>
    JSON.stringify(describeReply(decodeReads(endpoint, name, reads)));
  const whole = decode([bytes]);
  const cuts = Array.from({ length: bytes.length - 1 }, (_, index) => index + 1);
  const isWrong = (cut: number): boolean =>
    decode([bytes.subarray(0, cut), bytes.subarray(cut)]) !== whole;
  expect(cuts.filter(isWrong)).toEqual([]);
  expect(decode([...bytes].map((byte) => Uint8Array.of(byte)))).toBe(whole);
});
