// Whole replies as servers send them, decoded whole, cut at every byte, and cut at random:
// what a decoder makes of a reply must not depend on where the network cut it.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordedReplies } from "../../../../test/support/recorded-replies.ts";
import { openAiReader } from "./openai-reader.ts";
import { StreamDecoder } from "./stream-decoder.ts";

const replies = recordedReplies.filter(({ endpoint }) =>
  ["openai-chat", "openai-completions"].includes(endpoint),
);
const names = replies.map(({ name }) => name);
const recorded = (name: string): string =>
  String(replies.find((reply) => reply.name === name)?.bytes);

const hints = {
  isStreamRequest: true,
  contentType: "text/event-stream; charset=utf-8",
  prompt: "",
};

function decode(reads: readonly Uint8Array[], keepText = false): Record<string, unknown> {
  const decoder = new StreamDecoder({ ...hints, keepText }, "sse", openAiReader);
  for (const read of reads) {
    // Fresh memory for every read, made useless after it, as a transport that reuses its buffer does.
    const own = Buffer.from(read);
    decoder.push(own, 1);
    own.fill(0x3f);
  }
  decoder.end();
  const { tokenEvents, firstEventAtMs, firstTokenAtMs, firstAnswerAtMs, isDone } = decoder;
  const times = { firstEventAtMs, firstTokenAtMs, firstAnswerAtMs };
  return { tokenEvents, isDone, ...times, ...decoder.summary() };
}

const lineEnds = [
  ["LF", "\n"],
  ["CRLF", "\r\n"],
  ["CR", "\r"],
] as const;

describe.each(names)("%s", (name) => {
  test.each(lineEnds)("decodes to the same, cut at every byte, with %s", (_name, lineEnd) => {
    const bytes = Buffer.from(recorded(name).replaceAll("\n", lineEnd));
    const whole = decode([bytes]);
    expect(whole).toEqual(decode([Buffer.from(recorded(name))]));
    // Compared as text, which is faster by far than comparing objects.
    const expected = JSON.stringify(whole);
    const cuts = Array.from({ length: bytes.length - 1 }, (_, index) => index + 1);
    const wrong = cuts.filter((cut) => {
      const halves = decode([bytes.subarray(0, cut), bytes.subarray(cut)]);
      return JSON.stringify(halves) !== expected;
    });
    expect(wrong).toEqual([]);
  });

  test("decodes to the same in random pieces, with and without the text kept", () => {
    const bytes = Buffer.from(recorded(name));
    const places = fc.uniqueArray(fc.nat({ max: bytes.length }), { maxLength: 60 });
    fc.assert(
      fc.property(places, fc.boolean(), (cuts, keepText) => {
        const sorted = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const reads = sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
        expect(decode(reads, keepText)).toEqual(decode([bytes], keepText));
      }),
      { numRuns: 40 },
    );
  });

  test("decodes to the same byte by byte", () => {
    const bytes = Buffer.from(recorded(name));
    expect(decode([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(decode([bytes]));
  });
});

const complete = { isFinished: true, inbandError: null, badFrame: null, notes: [] };

test.each<[string, Record<string, unknown>]>([
  [
    "openai-chat.sse",
    {
      tokenEvents: 7,
      isDone: true,
      finishReason: "stop",
      text: 'Hello world! "quoted" \\ and\nné好的😀 end',
      usage: { inputTokens: 9, outputTokens: 7, reasoningTokens: 0, cachedTokens: 4 },
      firstEventTokens: null,
      sawReasoning: false,
    },
  ],
  [
    "vllm-token-ids.sse",
    { tokenEvents: 3, firstEventTokens: 3, text: "Hi there!", finishReason: "stop" },
  ],
  [
    "vllm-reasoning.sse",
    {
      tokenEvents: 6,
      sawReasoning: true,
      usage: { inputTokens: 12, outputTokens: 7, reasoningTokens: 3, cachedTokens: null },
    },
  ],
  [
    "llama-cpp-chat.sse",
    {
      tokenEvents: 4,
      finishReason: "length",
      usage: { inputTokens: 7, outputTokens: 4, reasoningTokens: null, cachedTokens: 2 },
    },
  ],
  ["completions.sse", { tokenEvents: 5, isDone: false, text: " a b c\t end", usage: null }],
  [
    "openai-tools.sse",
    { tokenEvents: 6, finishReason: "tool_calls", text: 'get_weather{"city":"Oslo"}' },
  ],
  ["noisy-proxy.sse", { tokenEvents: 6, text: "One two lines three four five six" }],
  ["two-choices.sse", { tokenEvents: 4, finishReason: "stop", text: "abcd" }],
  ["think-tags.sse", { tokenEvents: 10, sawReasoning: true }],
])("reads %s", (name, expected) => {
  expect(decode([Buffer.from(recorded(name))], true)).toMatchObject({ ...complete, ...expected });
});

test("reads the error in the middle of a stream, and keeps what came before it", () => {
  expect(decode([Buffer.from(recorded("vllm-error.sse"))])).toMatchObject({
    tokenEvents: 1,
    hasOutput: true,
    inbandError: "EngineCore died (InternalServerError, 500)",
  });
});

test.each(["vllm-reasoning.sse", "think-tags.sse"])("tells reasoning from answer in %s", (name) => {
  const decoder = new StreamDecoder({ ...hints, keepText: false }, "sse", openAiReader);
  const events = recorded(name).split("\n\n");
  for (const [at, event] of events.entries()) decoder.push(Buffer.from(`${event}\n\n`), at);
  const firstAnswer = events.findIndex((event) => /"content":"(The|\\n\\n)"/.test(event));
  expect(firstAnswer).toBeGreaterThan(3);
  // White space between the closing tag and the answer is content like any other.
  expect(decoder.firstAnswerAtMs).toBe(firstAnswer);
  expect(decoder.firstTokenAtMs).toBe(1);
});
