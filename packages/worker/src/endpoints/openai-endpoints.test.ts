import { expect, test } from "vitest";
import { leastRequest as least } from "../../../../test/support/decode-reply.ts";
import { endpoints } from "./endpoint-registry.ts";

const chat = endpoints["openai-chat"];
const completions = endpoints["openai-completions"];

test("names every endpoint as the registry does", () => {
  for (const [name, endpoint] of Object.entries(endpoints)) expect(endpoint.name).toBe(name);
});

test("sends no field that was not asked for", () => {
  const stream = { stream: true, stream_options: { include_usage: true } };
  expect(chat.buildBody(least, "Hi")).toEqual({
    model: "m",
    max_tokens: 16,
    messages: [{ role: "user", content: "Hi" }],
    ...stream,
  });
  expect(completions.buildBody(least, "Hi")).toEqual({
    model: "m",
    max_tokens: 16,
    prompt: "Hi",
    ...stream,
  });
});

test("sends stream options only with a stream, and no model when there is none", () => {
  expect(
    completions.buildBody({ ...least, stream: false, asksForUsage: false, model: "" }, "Hi"),
  ).toEqual({
    max_tokens: 16,
    stream: false,
    prompt: "Hi",
  });
});

test("sends sampling options and stop strings as given", () => {
  const options = { ...least, temperature: 0, topP: 0.9, stop: ["a", "b"] };
  expect(chat.buildBody(options, "Hi")).toMatchObject({
    temperature: 0,
    top_p: 0.9,
    stop: ["a", "b"],
  });
});

test("asks for logprobs in each API's own way", () => {
  const options = { ...least, logprobs: 3 };
  expect(chat.buildBody(options, "Hi")).toMatchObject({ logprobs: true, top_logprobs: 3 });
  expect(completions.buildBody(options, "Hi")).toMatchObject({ logprobs: 3 });
});

test("decodes with a decoder that knows what was asked", () => {
  const options = { isStreamRequest: true, contentType: null, keepText: false, prompt: "" };
  expect(chat.createDecoder(options).summary().hasOutput).toBe(false);
});

test("sends further fields only when they are given", () => {
  const options = { ...least, topK: 4, choices: 2, ignoreEos: true, minTokens: 16 };
  const body = chat.buildBody({ ...options, reasoningEffort: "low" }, "Hi");
  expect(body).toMatchObject({ top_k: 4, n: 2, ignore_eos: true, min_tokens: 16 });
  expect(body).toMatchObject({ reasoning_effort: "low" });
});

test("names the limit as the server wants it", () => {
  const body = chat.buildBody({ ...least, usesMaxCompletionTokens: true }, "Hi");
  expect(body).toMatchObject({ max_completion_tokens: 16 });
  expect(body).not.toHaveProperty("max_tokens");
});
