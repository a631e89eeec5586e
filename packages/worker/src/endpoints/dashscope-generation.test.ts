import { expect, test } from "vitest";
import {
  decodeReply,
  harmfulCuts,
  leastRequest,
  recordedReply,
} from "../../../../test/support/decode-reply.ts";
import { dashscopeGeneration } from "./dashscope-generation.ts";

const deltas = recordedReply("dashscope-generation.sse");
const wholeTexts = recordedReply("dashscope-generation-whole-texts.sse");
const frame = (output: unknown): string => `data:${JSON.stringify({ output })}\n\n`;

test("asks for a stream of deltas in header and parameters", () => {
  expect(dashscopeGeneration.path(leastRequest)).toBe(
    "/api/v1/services/aigc/text-generation/generation",
  );
  expect(dashscopeGeneration.headers?.(leastRequest)).toEqual({ "x-dashscope-sse": "enable" });
  expect(dashscopeGeneration.buildBody(leastRequest, "Hi")).toEqual({
    model: "m",
    input: { messages: [{ role: "user", content: "Hi" }] },
    parameters: { result_format: "message", incremental_output: true, max_tokens: 16 },
  });
});

test("asks for an answer in one piece without either, and names its optional fields", () => {
  const options = { ...leastRequest, stream: false, temperature: 1, topP: 0.8, topK: 20 };
  expect(dashscopeGeneration.headers?.(options)).toEqual({});
  expect(dashscopeGeneration.buildBody({ ...options, stop: ["x"] }, "Hi")).toMatchObject({
    parameters: {
      result_format: "message",
      max_tokens: 16,
      temperature: 1,
      top_p: 0.8,
      top_k: 20,
      stop: ["x"],
    },
  });
});

const clean = { isStreamed: true, isFinished: true, inbandError: null, badFrame: null, notes: [] };

test("reads deltas, reasoning, and the tokens of each frame", () => {
  expect(decodeReply(dashscopeGeneration, deltas)).toMatchObject({
    ...clean,
    tokenEvents: 3,
    finishReason: "stop",
    text: "嗯你好！",
    sawReasoning: true,
    firstEventTokens: 1,
    usage: { inputTokens: 9, outputTokens: 5, reasoningTokens: 1, cachedTokens: 8 },
  });
});

test("reads whole texts as what each of them adds", () => {
  expect(decodeReply(dashscopeGeneration, wholeTexts)).toMatchObject({
    ...clean,
    tokenEvents: 3,
    finishReason: "length",
    text: "One two three fourteen",
    toldTokens: 4,
  });
});

test("reads the same wherever a stream is cut", () => {
  expect(harmfulCuts(dashscopeGeneration, deltas)).toEqual([]);
  expect(harmfulCuts(dashscopeGeneration, wholeTexts)).toEqual([]);
});

test("takes the word null for no finish reason", () => {
  const choice = { message: { content: "Hi" }, finish_reason: "null" };
  expect(decodeReply(dashscopeGeneration, frame({ choices: [choice] }))).toMatchObject({
    isFinished: false,
    finishReason: null,
  });
});

test("reads calls whose name and input are repeated in each frame", () => {
  const call = (input: string): unknown => ({
    index: 0,
    function: { name: "look_up_the_weather", arguments: input },
  });
  const output = (input: string): string =>
    frame({ choices: [{ message: { tool_calls: [call(input)] }, finish_reason: "null" }] });
  const reply = output('{"city"') + output('{"city":"Oslo"}');
  expect(decodeReply(dashscopeGeneration, reply).text).toBe('look_up_the_weather{"city":"Oslo"}');
});

test("reads an answer in one piece, with text or parts", () => {
  const message = { content: [{ text: "Gu" }, { text: "ten Tag" }] };
  const body = {
    output: { choices: [{ message, finish_reason: "stop" }] },
    usage: { input_tokens: 9, output_tokens: 2 },
  };
  const hints = { isStreamRequest: false };
  expect(decodeReply(dashscopeGeneration, JSON.stringify(body), hints)).toMatchObject({
    isFinished: true,
    text: "Guten Tag",
    usage: { inputTokens: 9, outputTokens: 2 },
    notes: [],
  });
});

test("reads the error event with its code", () => {
  const error = { code: "Throttling.RateQuota", message: "Requests rate limit exceeded" };
  const reply = `id:1\nevent:error\n:HTTP_STATUS/429\ndata:${JSON.stringify(error)}\n\n`;
  expect(decodeReply(dashscopeGeneration, reply).inbandError).toMatch(
    /Requests rate limit exceeded.*Throttling/,
  );
});
