import { expect, test } from "vitest";
import {
  decodeReply,
  harmfulCuts,
  leastRequest,
  recordedReply,
} from "../../../../test/support/decode-reply.ts";
import { anthropicMessages } from "./anthropic-messages.ts";

const recorded = recordedReply("anthropic-messages.sse");
const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

test("asks for messages in a version, with nothing that was not given", () => {
  expect(anthropicMessages.path(leastRequest)).toBe("/v1/messages");
  expect(anthropicMessages.headers?.(leastRequest)).toEqual({ "anthropic-version": "2023-06-01" });
  expect(anthropicMessages.buildBody(leastRequest, "Hi")).toEqual({
    model: "m",
    max_tokens: 16,
    messages: [{ role: "user", content: "Hi" }],
    stream: true,
  });
});

test("names its optional fields as the API does", () => {
  const options = { ...leastRequest, temperature: 1, topP: 0.9, topK: 5, stop: ["END"] };
  expect(anthropicMessages.buildBody(options, "Hi")).toMatchObject({
    temperature: 1,
    top_p: 0.9,
    top_k: 5,
    stop_sequences: ["END"],
  });
});

test("reads thinking, text and a call, and adds up the parts of the prompt", () => {
  expect(decodeReply(anthropicMessages, recorded)).toMatchObject({
    tokenEvents: 6,
    isDone: true,
    isFinished: true,
    finishReason: "tool_use",
    text: 'Hm, a greeting.Grüß dich 😀 "there"wave{"hands":2}',
    sawReasoning: true,
    firstEventTokens: null,
    inbandError: null,
    badFrame: null,
    notes: [],
    usage: { inputTokens: 129, outputTokens: 31, reasoningTokens: null, cachedTokens: 100 },
  });
});

test("reads the same wherever the stream is cut", () => {
  expect(harmfulCuts(anthropicMessages, recorded)).toEqual([]);
});

const start = event({
  type: "message_start",
  message: { usage: { input_tokens: 9, output_tokens: 1 } },
});
const text = event({ type: "content_block_delta", delta: { type: "text_delta", text: "Hi" } });
const end = (usage: unknown): string =>
  event({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage }) +
  event({ type: "message_stop" });

test.each<[string, string, unknown, readonly (number | null)[]]>([
  ["keeps the prompt's count", start, { output_tokens: 2 }, [9, 2]],
  ["does not lose it to a zero", start, { input_tokens: 0, output_tokens: 2 }, [9, 2]],
  ["takes the later one", start, { input_tokens: 8, output_tokens: 2 }, [8, 2]],
  ["does without the first report", "", { input_tokens: 8, output_tokens: 2 }, [8, 2]],
  ["does without the last report", start, undefined, [9, null]],
])("%s", (_name, first, reported, expected) => {
  const { usage } = decodeReply(anthropicMessages, first + text + end(reported));
  expect([usage?.inputTokens, usage?.outputTokens]).toEqual(expected);
});

test("does without usage", () => {
  expect(decodeReply(anthropicMessages, text + end(undefined)).usage).toBeNull();
});

test("tolerates an end mark of another API behind its own", () => {
  const reply = `${text}${end({ output_tokens: 2 })}data: [DONE]\n\n`;
  expect(decodeReply(anthropicMessages, reply).notes).toEqual([]);
});

test("reads the error in the middle of a stream", () => {
  const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
  const reply = `${start}${text}event: error\n${event(error)}`;
  expect(decodeReply(anthropicMessages, reply)).toMatchObject({
    inbandError: expect.stringContaining("Overloaded"),
    hasOutput: true,
  });
});

test("reads an answer in one piece", () => {
  const body = {
    type: "message",
    role: "assistant",
    content: [
      { type: "thinking", thinking: "Hm. " },
      { type: "text", text: "Hi" },
      { type: "tool_use", name: "wave", input: { hands: 2 } },
    ],
    stop_reason: "max_tokens",
    usage: { input_tokens: 9, cache_read_input_tokens: 3, output_tokens: 4 },
  };
  const hints = { isStreamRequest: false };
  expect(decodeReply(anthropicMessages, JSON.stringify(body), hints)).toMatchObject({
    isFinished: true,
    finishReason: "max_tokens",
    text: 'Hm. Hiwave{"hands":2}',
    usage: { inputTokens: 12, outputTokens: 4, cachedTokens: 3 },
    notes: [],
  });
});

test("calls a refusal filtered, and a stream without its end unfinished", () => {
  const refused = event({ type: "message_delta", delta: { stop_reason: "refusal" } });
  expect(decodeReply(anthropicMessages, start + refused)).toMatchObject({
    isFiltered: true,
    hasOutput: false,
  });
  expect(decodeReply(anthropicMessages, start + text).isFinished).toBe(false);
});
