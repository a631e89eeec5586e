import { providerRow, type ProviderName } from "@gadfly/shared/providers/provider-table";
import { expect, test } from "vitest";
import { chooseEndpoint } from "./choose-endpoint.ts";
import { findPastedEndpoint } from "../../endpoints/pasted-endpoint.ts";

const auto = { provider: "auto", endpoint: null, chat: true } as const;

const choose = (
  provider: ProviderName,
  path: string,
  asked: Partial<Parameters<typeof chooseEndpoint>[0]> = {},
) =>
  chooseEndpoint(
    { ...auto, ...asked },
    providerRow(provider),
    findPastedEndpoint(`http://h${path}`),
  );

test("uses the server's own API, by --chat", () => {
  expect(choose("vllm", "")).toBe("openai-chat");
  expect(choose("vllm", "", { chat: false })).toBe("openai-completions");
  expect(choose("ollama", "/v1")).toBe("ollama-chat");
  expect(choose("ollama", "", { chat: false })).toBe("ollama-generate");
});

test("uses the chat API of a server that has no other", () => {
  expect(choose("anthropic", "", { chat: false })).toBe("anthropic-messages");
});

test("uses the API that was named, whatever the path says", () => {
  expect(choose("tgi", "/generate_stream", { endpoint: "openai-chat" })).toBe("openai-chat");
});

test("uses the API that the path names", () => {
  expect(choose("tgi", "/v1/chat/completions")).toBe("openai-chat");
  expect(choose("vllm", "/v1/completions")).toBe("openai-completions");
  expect(choose("mindie", "/infer")).toBe("mindie-infer");
});

test("reads a path of several APIs as the one that the server offers", () => {
  expect(choose("sglang", "/generate")).toBe("sglang-generate");
  expect(choose("lmdeploy", "/generate")).toBe("lmdeploy-generate");
  expect(choose("tgi", "/generate")).toBe("tgi-generate");
  expect(choose("vllm", "/generate")).toBe("vllm-generate");
  expect(choose("mindie", "/v2/models/m/generate_stream")).toBe("mindie-triton");
});

test("believes --no-chat before the path of the chat API", () => {
  expect(choose("vllm", "/v1/chat/completions", { chat: false })).toBe("openai-completions");
});

test("believes the path before a server that was detected, not before one that was named", () => {
  expect(choose("vllm", "/api/chat")).toBe("ollama-chat");
  expect(choose("vllm", "/api/chat", { provider: "vllm" })).toBe("openai-chat");
});
