import { expect, test } from "vitest";
import {
  decodeReply,
  harmfulCuts,
  leastRequest,
  recordedReply,
} from "../../../../test/support/decode-reply.ts";
import { geminiGenerate } from "./gemini-generate.ts";

const recorded = recordedReply("gemini-generate.sse");
const array = recordedReply("gemini-generate.json-array");
const inArray = { contentType: "application/json; charset=UTF-8" };
const event = (value: unknown): string => `data: ${JSON.stringify(value)}\r\n\r\n`;

test.each([
  ["m", true, "/v1beta/models/m:streamGenerateContent?alt=sse"],
  ["models/m", true, "/v1beta/models/m:streamGenerateContent?alt=sse"],
  ["tunedModels/mine", false, "/v1beta/tunedModels/mine:generateContent"],
])("puts the model %s into the path", (model, stream, path) => {
  expect(geminiGenerate.path({ ...leastRequest, model, stream })).toBe(path);
});

test("asks with nothing that was not given, under the API's own names", () => {
  const contents = [{ role: "user", parts: [{ text: "Hi" }] }];
  expect(geminiGenerate.buildBody(leastRequest, "Hi")).toEqual({
    contents,
    generationConfig: { maxOutputTokens: 16 },
  });
  const options = { ...leastRequest, temperature: 0, topP: 1, topK: 3, choices: 2, stop: ["x"] };
  expect(geminiGenerate.buildBody(options, "Hi")).toEqual({
    contents,
    generationConfig: {
      maxOutputTokens: 16,
      temperature: 0,
      topP: 1,
      topK: 3,
      candidateCount: 2,
      stopSequences: ["x"],
    },
  });
});

const expected = {
  tokenEvents: 3,
  isStreamed: true,
  isFinished: true,
  finishReason: "STOP",
  text: "Hm, Guten Tag, schöne Welt 😀",
  sawReasoning: true,
  firstEventTokens: 3,
  toldTokens: 12,
  toldEvents: 3,
  inbandError: null,
  badFrame: null,
  notes: [],
  usage: { inputTokens: 9, outputTokens: 12, reasoningTokens: 3, cachedTokens: 5 },
};

test("reads thoughts, text and the tokens of each frame", () => {
  expect(decodeReply(geminiGenerate, recorded)).toMatchObject(expected);
  const crlf = recorded.toString().replaceAll("\n", "\r\n");
  expect(decodeReply(geminiGenerate, crlf)).toMatchObject(expected);
});

test("reads the growing array of a server that does not heed alt=sse as a stream", () => {
  expect(decodeReply(geminiGenerate, array, inArray)).toMatchObject(expected);
});

test("reads the same wherever the stream or the array is cut", () => {
  expect(harmfulCuts(geminiGenerate, recorded)).toEqual([]);
  expect(harmfulCuts(geminiGenerate, array, inArray)).toEqual([]);
});

test("reads an answer in one piece, and an array that was not asked for", () => {
  const hints = { isStreamRequest: false, ...inArray };
  const body = {
    candidates: [{ content: { parts: [{ text: "Hi" }] }, finishReason: "MAX_TOKENS" }],
    usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 2 },
  };
  expect(decodeReply(geminiGenerate, JSON.stringify(body), hints)).toMatchObject({
    isFinished: true,
    finishReason: "MAX_TOKENS",
    text: "Hi",
    usage: { inputTokens: 9, outputTokens: 2, reasoningTokens: null },
    notes: [],
  });
  const { text, usage } = decodeReply(geminiGenerate, array, hints);
  expect({ text, usage }).toEqual({ text: expected.text, usage: expected.usage });
});

test.each([
  ["SAFETY", "SAFETY"],
  ["OTHER", "content_filter"],
])("calls a prompt that was blocked for %s filtered", (blockReason, finishReason) => {
  const reply = event({ promptFeedback: { blockReason }, usageMetadata: { promptTokenCount: 9 } });
  expect(decodeReply(geminiGenerate, reply)).toMatchObject({
    isFiltered: true,
    isFinished: true,
    hasOutput: false,
    finishReason,
    inbandError: null,
  });
});

test("keeps candidates apart, and reads calls", () => {
  const candidate = (index: number, more: object): object => ({ index, ...more });
  const call = { functionCall: { name: "wave", args: { hands: 2 } } };
  const first = event({ candidates: [candidate(0, { content: { parts: [call] } })] });
  const second = event({ candidates: [candidate(1, { finishReason: "STOP" })] });
  const third = event({ candidates: [candidate(0, { finishReason: "STOP" })] });
  expect(decodeReply(geminiGenerate, first + second).isFinished).toBe(false);
  const read = decodeReply(geminiGenerate, first + second + third);
  expect(read).toMatchObject({ isFinished: true, text: 'wave{"hands":2}' });
  expect(read.times.firstToolAtMs).toBe(0);
});

const error = { error: { code: 503, message: "busy", status: "UNAVAILABLE" } };

test.each<[string, string, string | null]>([
  ["an event", event(error), "text/event-stream"],
  ["bare JSON in an event stream", JSON.stringify(error, null, 2), "text/event-stream"],
  ["an element of the array", `[${JSON.stringify(error)}\n]`, "application/json"],
])("reads the error in %s", (_name, reply, contentType) => {
  const read = decodeReply(geminiGenerate, reply, { contentType });
  expect(read.inbandError).toContain("busy");
});
