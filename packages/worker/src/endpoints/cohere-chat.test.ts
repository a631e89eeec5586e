import { expect, test } from "vitest";
import {
  decodeReply,
  harmfulCuts,
  leastRequest,
  recordedReply,
} from "../../../../test/support/decode-reply.ts";
import { cohereChat } from "./cohere-chat.ts";

const recorded = recordedReply("cohere-chat.sse");
const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

test("asks with nothing that was not given, under the API's own names", () => {
  const fixed = { model: "m", max_tokens: 16, messages: [{ role: "user", content: "Hi" }] };
  expect(cohereChat.path(leastRequest)).toBe("/v2/chat");
  expect(cohereChat.buildBody(leastRequest, "Hi")).toEqual({ ...fixed, stream: true });
  const options = { ...leastRequest, temperature: 0.5, topP: 0.9, topK: 7, stop: ["x"] };
  expect(cohereChat.buildBody({ ...options, stream: false }, "Hi")).toEqual({
    ...fixed,
    stream: false,
    temperature: 0.5,
    p: 0.9,
    k: 7,
    stop_sequences: ["x"],
  });
});

test("reads plan, call and text, and counts tokens, not what is billed", () => {
  const read = decodeReply(cohereChat, recorded);
  expect(read).toMatchObject({
    tokenEvents: 6,
    isDone: true,
    isFinished: true,
    finishReason: "COMPLETE",
    text: 'I will look it up.look_up{"q":1}Bonjour né 😀',
    sawReasoning: true,
    inbandError: null,
    badFrame: null,
    notes: [],
    usage: { inputTokens: 71, outputTokens: 9, reasoningTokens: null, cachedTokens: 64 },
  });
  expect(read.times).toMatchObject({ firstReasoningAtMs: 0, firstToolAtMs: 0 });
});

test("reads the same wherever the stream is cut", () => {
  expect(harmfulCuts(cohereChat, recorded)).toEqual([]);
});

test("reads thinking, and tokens by their ids", () => {
  const delta = { message: { content: { thinking: "Hm" } } };
  const logprobs = { token_ids: [5, 6], text: "Hm", logprobs: [-1, -2] };
  const read = decodeReply(cohereChat, event({ type: "content-delta", delta, logprobs }));
  expect(read).toMatchObject({ sawReasoning: true, firstEventTokens: 2, toldTokens: 2 });
});

test("reads an answer in one piece", () => {
  const body = {
    id: "c1",
    message: {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "Hm. " },
        { type: "text", text: "Bonjour" },
      ],
    },
    finish_reason: "MAX_TOKENS",
    usage: { tokens: { input_tokens: 71, output_tokens: 4 } },
  };
  expect(decodeReply(cohereChat, JSON.stringify(body), { isStreamRequest: false })).toMatchObject({
    isFinished: true,
    finishReason: "MAX_TOKENS",
    text: "Hm. Bonjour",
    usage: { inputTokens: 71, outputTokens: 4 },
    notes: [],
  });
});

test.each<[string, unknown, string]>([
  [
    "the last event",
    { type: "message-end", delta: { finish_reason: "ERROR", error: "The model\ndied" } },
    "The model died",
  ],
  ["the finish reason", { type: "message-end", delta: { finish_reason: "TIMEOUT" } }, "TIMEOUT"],
  ["a bare message", { message: "invalid api token" }, "invalid api token"],
])("reads the error in %s", (_name, value, expected) => {
  expect(decodeReply(cohereChat, event(value)).inbandError).toContain(expected);
});

test("calls a stream without its last event unfinished", () => {
  const cut = recorded.subarray(0, recorded.indexOf("event: message-end"));
  expect(decodeReply(cohereChat, cut)).toMatchObject({ isFinished: false, hasOutput: true });
});
