import { expect, test } from "vitest";
import {
  decodeReply,
  harmfulCuts,
  leastRequest,
  recordedReply,
} from "../../../../test/support/decode-reply.ts";
import { openAiResponses } from "./openai-responses.ts";

const recorded = recordedReply("openai-responses.sse");
const json = (value: unknown): string => JSON.stringify(value);
const event = (value: unknown): string => `data: ${json(value)}\n\n`;
const usage = { input_tokens: 9, output_tokens: 2, total_tokens: 11 };
const answer = {
  object: "response",
  status: "completed",
  error: null,
  incomplete_details: null,
  output: [
    { type: "reasoning", summary: [{ type: "summary_text", text: "Hm. " }] },
    { type: "message", content: [{ type: "output_text", text: "Hi" }] },
  ],
  usage,
};

test("asks for a response with nothing that was not given", () => {
  expect(openAiResponses.path(leastRequest)).toBe("/v1/responses");
  expect(openAiResponses.buildBody(leastRequest, "Hi")).toEqual({
    model: "m",
    input: "Hi",
    max_output_tokens: 16,
    stream: true,
  });
});

test("sends what the API has a name for, and no other field", () => {
  const all = { temperature: 0, topP: 0.5, topK: 4, stop: ["a"], reasoningEffort: "low" };
  const options = { ...leastRequest, ...all, model: "", stream: false };
  expect(openAiResponses.buildBody(options, "Hi")).toEqual({
    input: "Hi",
    max_output_tokens: 16,
    stream: false,
    temperature: 0,
    top_p: 0.5,
    reasoning: { effort: "low" },
  });
});

test("reads a stream of reasoning and text, and takes the repeated answer at its end once", () => {
  expect(decodeReply(openAiResponses, recorded)).toMatchObject({
    tokenEvents: 3,
    isDone: true,
    isStreamed: true,
    isFinished: true,
    finishReason: "completed",
    text: "Let me see.Größe 好 😀",
    sawReasoning: true,
    inbandError: null,
    badFrame: null,
    notes: [],
    usage: { inputTokens: 9, outputTokens: 12, reasoningTokens: 7, cachedTokens: 4 },
  });
});

test("reads the same wherever the stream is cut", () => {
  expect(harmfulCuts(openAiResponses, recorded)).toEqual([]);
});

test("takes the answer of a stream that has it in its last event only", () => {
  const reply = event({ type: "response.completed", response: answer });
  expect(decodeReply(openAiResponses, reply)).toMatchObject({
    tokenEvents: 1,
    text: "Hm. Hi",
    isDone: true,
  });
});

test.each([
  ["a call", { type: "response.function_call_arguments.delta", delta: "{}" }, "firstToolAtMs"],
  ["a call's name", { type: "response.output_item.added", item: { name: "f" } }, "firstToolAtMs"],
  ["reasoning", { type: "response.reasoning_text.delta", delta: "Hm" }, "firstReasoningAtMs"],
  ["a refusal", { type: "response.refusal.delta", delta: "No" }, "firstAnswerAtMs"],
])("tells %s by the kind of its event", (_name, value, time) => {
  const { times } = decodeReply(openAiResponses, event(value));
  expect(times).toMatchObject({ firstTokenAtMs: 0, [time]: 0 });
});

test.each([
  ["max_output_tokens", false],
  ["content_filter", true],
])("reads the reason %s of an incomplete response", (reason, isFiltered) => {
  const response = { ...answer, status: "incomplete", incomplete_details: { reason } };
  const read = decodeReply(openAiResponses, event({ type: "response.incomplete", response }));
  expect(read).toMatchObject({ isFinished: true, finishReason: reason, isFiltered });
});

test.each<[string, unknown, string]>([
  [
    "a failed response",
    {
      type: "response.failed",
      response: { ...answer, status: "failed", error: { code: "server_error", message: "Oh no" } },
    },
    "Oh no (server_error)",
  ],
  [
    "an error event",
    { type: "error", code: "rate_limit_exceeded", message: "Slow down", param: null },
    "Slow down (rate_limit_exceeded)",
  ],
  [
    "a cancelled response",
    { type: "response.cancelled", response: { ...answer, status: "cancelled" } },
    "the response is cancelled",
  ],
])("reads the error of %s", (_name, value, expected) => {
  expect(decodeReply(openAiResponses, event(value)).inbandError).toBe(expected);
});

test("reads an answer in one piece", () => {
  const hints = { isStreamRequest: false, contentType: "application/json" };
  expect(decodeReply(openAiResponses, json(answer), hints)).toMatchObject({
    isStreamed: false,
    isFinished: true,
    hasOutput: true,
    text: "Hm. Hi",
    notes: [],
    usage: { inputTokens: 9, outputTokens: 2 },
  });
  expect(decodeReply(openAiResponses, json(answer)).notes).toEqual(["not_streamed"]);
});

test("calls a stream that stops before its last event unfinished", () => {
  const cut = recorded.subarray(0, recorded.indexOf("event: response.completed"));
  expect(decodeReply(openAiResponses, cut)).toMatchObject({ isFinished: false, hasOutput: true });
});
