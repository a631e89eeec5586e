import { expect, test } from "vitest";
import type { Endpoint } from "../../endpoints/endpoint.ts";
import { ollamaChat } from "../../endpoints/ollama-chat.ts";
import { openAiChat } from "../../endpoints/openai-chat.ts";
import { readVerdict } from "./read-verdict.ts";

const read = (status: number, body: string, endpoint: Endpoint = openAiChat, stream = true) =>
  readVerdict({ status, body, headers: {} }, endpoint, stream);
const verdict = (status: number, body: string, endpoint?: Endpoint, stream?: boolean) =>
  read(status, body, endpoint, stream).verdict;

const word = 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n';
const end = 'data: {"choices":[{"delta":{},"finish_reason":"length"}]}\n\n';
const usage = 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}\n\n';
const done = "data: [DONE]\n\n";

test.each([
  [200, '{"choices":[{"message":{"content":"Hi"}}]}'],
  [200, word + done],
  [200, word],
  [200, end + done],
  [400, '{"error":{"message":"Could not finish the message because max_tokens was reached"}}'],
])("takes status %i with %j for a yes", (status, body) => {
  expect(verdict(status, body)).toEqual({ kind: "taken" });
});

test("reads an answer as its API gives it, streamed or not", () => {
  const body = '{"message":{"role":"assistant","content":"Hi"},"done":true,"done_reason":"stop"}';
  expect(verdict(200, `${body}\n`, ollamaChat)).toEqual({ kind: "taken" });
  expect(verdict(200, body, ollamaChat, false)).toEqual({ kind: "taken" });
  expect(verdict(200, body).kind).toBe("unclear");
});

test.each([
  [400, '{"error":{"message":"no ignore_eos"}}', "HTTP 400: no ignore_eos"],
  [422, '{"detail":[{"loc":["body","top_k"],"msg":"extra"}]}', "HTTP 422: body.top_k: extra"],
  [500, "Internal Server Error", "HTTP 500: Internal Server Error"],
  [400, "", "HTTP 400"],
  [200, ': ping\r\n\r\ndata: {"error":{"message":"no top_k"}}\r\n\r\ndata: [DONE]', "no top_k"],
  [200, '{"error":"no"}', "no"],
])("takes status %i with %j for a no", (status, body, text) => {
  expect(verdict(status, body)).toEqual({ kind: "refused", text });
});

test.each([401, 403, 404, 429, 503])("learns nothing from status %i", (status) => {
  expect(verdict(status, "x")).toEqual({ kind: "unclear", text: `HTTP ${status}: x` });
});

test.each([
  ["<html>Log in</html>", /^HTTP 200 without an answer in it: .*<html>Log in/],
  ["", /^HTTP 200 without an answer in it: the body is empty$/],
  ["{}", /^HTTP 200 without an answer in it: .*\{\}/],
  ['{"status":"ok"}', /^HTTP 200 without an answer in it: /],
])("takes status 200 with %j for no answer", (body, text) => {
  expect(verdict(200, body)).toEqual({ kind: "unclear", text: expect.stringMatching(text) });
});

test("notices a whole stream that counts no tokens", () => {
  expect(read(200, word + end + done).lacksUsage).toBe(true);
  expect(read(200, word + end + usage + done).lacksUsage).toBe(false);
  expect(read(200, word).lacksUsage).toBe(false);
  expect(read(200, '{"choices":[{"message":{"content":"Hi"}}]}').lacksUsage).toBe(false);
});
