import { describe, expect, it } from "vitest";
import { BadBodyError, type EndpointPath, readTextRequest } from "./request-body.ts";

const read = (path: EndpointPath, body: object) => readTextRequest(path, JSON.stringify(body));

describe("the body of a request", () => {
  it("is a prompt for completions, with defaults for the rest", () => {
    expect(read("/v1/completions", { prompt: "one two" })).toEqual({
      prompt: "one two",
      maxTokens: 64,
      temperature: 0.8,
      seed: null,
      ignoresEnd: false,
      isStreamed: false,
      includesUsage: false,
    });
  });

  it("is a list of messages for chat, put together as the model's template has it", () => {
    const messages = [
      { role: "system", content: "be brief" },
      { role: "user", content: "hello" },
    ];
    const options = { max_tokens: 5, stream: true, stream_options: { include_usage: true } };
    expect(read("/v1/chat/completions", { messages, ...options })).toMatchObject({
      prompt: "system: be brief\nuser: hello\nassistant:",
      maxTokens: 5,
      isStreamed: true,
      includesUsage: true,
    });
  });

  it.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["no prompt", "{}"],
    ["no tokens at all", '{"prompt":"a","max_tokens":0}'],
  ])("is refused when it has %s", (_what, text) => {
    expect(() => readTextRequest("/v1/completions", text)).toThrow(BadBodyError);
  });
});
