import { customApi } from "@gadfly/shared/plan/custom-api";
import type { CustomApi } from "@gadfly/shared/plan/custom-api";
import { expect, test } from "vitest";
import {
  decodeReply,
  harmfulCuts,
  leastRequest,
  recordedReply,
} from "../../../../test/support/decode-reply.ts";
import { createCustomEndpoint } from "./custom.ts";

const described = (more: Record<string, unknown> = {}, response: object = {}): CustomApi =>
  customApi.parse({
    name: "mine",
    path: "/api/{model}/ask",
    body: { question: "{prompt}" },
    ...more,
    response: {
      text: "outputs.*.text",
      reasoning: "outputs.0.thought",
      finishReason: "outputs.0.why",
      inputTokens: "stats.in",
      outputTokens: "stats.out",
      reasoningTokens: "stats.thought",
      cachedTokens: "stats.cached",
      ...response,
    },
  });
const recorded = recordedReply("custom.sse");

test("fills path, headers and body; a lone placeholder keeps its type or takes its field away", () => {
  const endpoint = createCustomEndpoint(
    described({
      headers: { "X-Team": "a" },
      body: {
        question: "Q: {prompt} ({model}, {topP})",
        model: "{model}",
        limit: "{maxTokens}",
        stream: "{stream}",
        heat: "{temperature}",
        sampling: [{ k: "{topK}" }, "{topP}", "{other}", 1, null],
      },
    }),
  );
  const options = { ...leastRequest, model: "org/a b", topK: 5 };
  expect(endpoint.path(options)).toBe("/api/org/a%20b/ask");
  expect(endpoint.headers?.(options)).toEqual({ "x-team": "a" });
  expect(endpoint.buildBody(options, "say {model}")).toEqual({
    question: "Q: say {model} (org/a b, )",
    model: "org/a b",
    limit: 16,
    stream: true,
    sampling: [{ k: 5 }, "{other}", 1, null],
  });
  expect(endpoint.buildBody({ ...options, model: "" }, "Hi")).not.toHaveProperty("model");
});

test("reads a stream by its paths", () => {
  expect(decodeReply(createCustomEndpoint(described()), recorded)).toMatchObject({
    tokenEvents: 4,
    isFinished: true,
    finishReason: "max_tokens",
    text: "Hm.Salut 😀 à tous",
    sawReasoning: true,
    inbandError: null,
    badFrame: null,
    notes: [],
    usage: { inputTokens: 9, outputTokens: 6, reasoningTokens: 2, cachedTokens: 3 },
  });
});

test("reads the same wherever the stream is cut", () => {
  expect(harmfulCuts(createCustomEndpoint(described()), recorded)).toEqual([]);
});

test.each(["ndjson", "nul"] as const)("reads whole texts in a stream of %s", (stream) => {
  const response = { text: "text", reasoning: "why", cumulative: true, done: "end" };
  const endpoint = createCustomEndpoint(described({ stream }, response));
  const end = stream === "nul" ? "\0" : "\n";
  const reply = [
    { why: "Hm" },
    { why: "Hm.", text: "" },
    { text: "Sal" },
    { text: "Sal" },
    { text: "Salut", end: true },
  ].map((value) => JSON.stringify(value) + end);
  expect(decodeReply(endpoint, reply.join(""))).toMatchObject({
    tokenEvents: 4,
    isDone: true,
    text: "Hm.Salut",
  });
});

test("ends with [DONE] where the description names no end", () => {
  const endpoint = createCustomEndpoint(described({}, { finishReason: undefined }));
  expect(decodeReply(endpoint, `${recorded.toString()}data: [DONE]\n\n`).isFinished).toBe(true);
  expect(decodeReply(endpoint, recorded).isFinished).toBe(false);
});

test("takes the end of a whole stream for its end where the description says so", () => {
  for (const cumulative of [true, false]) {
    const response = { finishReason: undefined, endsByClose: true, cumulative };
    const endpoint = createCustomEndpoint(described({}, response));
    expect(decodeReply(endpoint, recorded).isFinished).toBe(true);
    expect(decodeReply(endpoint, recorded.subarray(0, -20)).isFinished).toBe(false);
  }
});

test("reads an answer in one piece, where its text may be elsewhere", () => {
  const body = { answer: { text: "Salut" }, stats: { in: 9, out: 2 } };
  const endpoint = createCustomEndpoint(
    described({ stream: "none" }, { wholeText: "answer.text" }),
  );
  expect(decodeReply(endpoint, JSON.stringify(body), { isStreamRequest: false })).toMatchObject({
    isFinished: true,
    text: "Salut",
    usage: { inputTokens: 9, outputTokens: 2 },
    notes: [],
  });
  expect(decodeReply(endpoint, "{}", { isStreamRequest: false }).badFrame).not.toBeNull();
});

test.each<[unknown, string | null]>([
  ["it broke", "it broke"],
  [{ message: "it broke", code: 7 }, "it broke (7)"],
  [4, "error 4"],
  [0, null],
  ["", null],
  [null, null],
])("reads the error %j where the description says", (fault, expected) => {
  const endpoint = createCustomEndpoint(described({}, { error: "fault" }));
  const reply = `data: ${JSON.stringify({ fault })}\n\n`;
  expect(decodeReply(endpoint, reply).inbandError).toBe(expected);
});

const wrapped = (code: number, message: string, data: object | null): string =>
  `data: ${JSON.stringify({ code, message, data })}\n\n`;

test.each([true, false])(
  "takes the code and message around an answer for no error, but those without one (cumulative: %s)",
  (cumulative) => {
    const response = { text: "data.text", done: "data.end", cumulative };
    const endpoint = createCustomEndpoint(described({}, response));
    const begin = wrapped(0, "success", { text: "" }) + wrapped(0, "success", { text: "Salut" });
    expect(decodeReply(endpoint, begin + wrapped(0, "success", { end: true }))).toMatchObject({
      tokenEvents: 1,
      isFinished: true,
      text: "Salut",
      inbandError: null,
    });
    const failed = decodeReply(endpoint, begin + wrapped(500, "overloaded", null));
    expect(failed.inbandError).toBe("overloaded (500)");
    const named = `data: ${JSON.stringify({ data: { text: "a" }, error: "broken" })}\n\n`;
    expect(decodeReply(endpoint, named).inbandError).toBe("broken");
  },
);

test("reads an answer whose text is called message", () => {
  const response = { text: "message", endsByClose: true, finishReason: undefined };
  const reply = decodeReply(
    createCustomEndpoint(described({}, response)),
    'data: {"message":"Hi"}\n\n',
  );
  expect(reply).toMatchObject({ text: "Hi", inbandError: null, isFinished: true });
});
