import { providerNames, providerRow } from "@gadfly/shared/providers/provider-table";
import { expect, test } from "vitest";
import { contradicts, detectProvider, type Detection, type Evidence } from "./detect-provider.ts";
import { findPastedEndpoint } from "../../endpoints/pasted-endpoint.ts";

const at = (address: string, shown: Partial<Evidence> = {}): Detection => {
  const { hostname: host, pathname: path } = new URL(address);
  const pasted = findPastedEndpoint(address);
  return detectProvider({
    host,
    path,
    pasted,
    cards: null,
    headers: {},
    pages: new Map(),
    ...shown,
  });
};

const owned = (ownedBy: string, name = "m"): Partial<Evidence> => ({ cards: [{ name, ownedBy }] });

const own = "http://10.0.0.1:8000";

test.each([
  ["vllm", "vllm"],
  ["sglang", "sglang"],
  ["lmdeploy", "lmdeploy"],
  ["llamacpp", "llama-cpp"],
  ["library", "ollama"],
  ["fastchat", "fastchat"],
  ["xinference", "xinference"],
  ["user", "webui"],
  ["na", "openllm"],
  ["MindIE Server", "mindie"],
  ["Triton Inference Server", "openai"],
  ["tensorrt_llm", "trtllm"],
  ["byzerllm", "byzer"],
  ["owner", "qwen-chat"],
  ["openai", "openai"],
])("knows models of %s as those of %s", (ownedBy, provider) => {
  expect(at(own, owned(ownedBy))).toEqual({
    provider,
    why: `GET /v1/models says owned_by ${ownedBy}`,
    by: "server",
  });
});

test("knows TGI by models that own themselves, and an old one by its page", () => {
  expect(at(own, owned("org/model", "org/model")).provider).toBe("tgi");
  const pages = new Map([["/info", { model_id: "org/model", version: "1.3.0" }]]);
  expect(at(own, { pages }).provider).toBe("tgi");
});

test("knows Anthropic's API elsewhere by the shape of its list, and gateways before it", () => {
  const cards = [{ name: "claude", ownedBy: "", isAnthropic: true }] as const;
  expect(at(own, { cards })).toMatchObject({ provider: "anthropic", by: "server" });
  const headers = { "x-litellm-version": "1.80" };
  expect(at(own, { cards, headers }).provider).toBe("litellm");
});

test("knows Triton and other KServe servers by their page", () => {
  const withName = (name: string) => at(own, { pages: new Map([["/v2", { name }]]) }).provider;
  expect(withName("triton")).toBe("triton-generate");
  expect(withName("mlserver")).toBe("triton-infer");
  expect(at(own, { pages: new Map([["/v2", "<html>"]]) }).provider).toBe("openai");
});

test.each([
  ["https://api.anthropic.com", "anthropic"],
  ["https://generativelanguage.googleapis.com/v1beta", "gemini"],
  ["https://api.cohere.com/v2", "cohere"],
  ["https://dashscope-intl.aliyuncs.com", "dashscope"],
  ["https://dashscope.aliyuncs.com/compatible-mode/v1", "openai"],
  ["https://api.fireworks.ai/inference/v1", "fireworks"],
  ["https://api.together.xyz", "together"],
  ["https://api.groq.com/openai/v1", "groq"],
  ["https://eu.api.openai.com/v1", "openai"],
])("knows %s as %s by its host", (address, provider) => {
  expect(at(address)).toMatchObject({ provider, by: "host" });
});

test("takes no host for another that only ends alike", () => {
  expect(at("https://notapi.groq.com.example").by).toBe("none");
  expect(at("https://xapi.groq.com").by).toBe("none");
});

test.each([
  ["/generate_stream", "tgi"],
  ["/v2/models/llama/generate_stream", "triton-generate"],
  ["/v2/models/llama/infer", "triton-infer"],
  ["/infer", "mindie"],
  ["/completion", "llama-cpp"],
  ["/api/chat", "ollama"],
  ["/api/generate", "ollama"],
  ["/v1/messages", "anthropic"],
  ["/v2/chat", "cohere"],
  ["/v1beta/models/flash:streamGenerateContent?alt=sse", "gemini"],
  ["/api/v1/services/aigc/text-generation/generation", "dashscope"],
  ["/worker_generate_stream", "fastchat"],
  ["/chat/completions/ws", "qwen-chat"],
  ["/generate", "vllm"],
])("takes a server of which nothing else is known, with the path %s, for %s", (path, provider) => {
  expect(at(own + path)).toMatchObject({ provider, by: "path" });
});

test("does not take everybody's path for OpenAI's server", () => {
  expect(at(`${own}/v1/chat/completions`).by).toBe("none");
  expect(at(`${own}/v1/completions`, owned("vllm")).provider).toBe("vllm");
});

test("takes /generate of a server that lists models for SGLang's", () => {
  expect(at(`${own}/generate`, owned("somebody")).provider).toBe("sglang");
  expect(at(`${own}/generate`, owned("lmdeploy")).provider).toBe("lmdeploy");
});

test("believes what a server shows before what the path suggests", () => {
  expect(at(`${own}/infer`, owned("MindIE Server"))).toMatchObject({ provider: "mindie" });
  expect(at(`${own}/v1/messages`, owned("vllm"))).toMatchObject({ provider: "vllm" });
});

test("knows LiteLLM by its headers, whatever stands behind it", () => {
  const headers = { "x-litellm-version": "1.80", server: "uvicorn" };
  expect(at(own, { ...owned("openai"), headers })).toEqual({
    provider: "litellm",
    why: "it sends the header x-litellm-version",
    by: "server",
  });
});

test("knows llama.cpp and mlx-lm by the Server header", () => {
  expect(at(own, { headers: { server: "llama.cpp" } }).provider).toBe("llama-cpp");
  expect(at(own, { headers: { server: "BaseHTTP/0.6 Python/3.12" } }).provider).toBe("mlx-lm");
  expect(at(own, { headers: { server: "uvicorn" } }).by).toBe("none");
});

test("every provider that can be detected is detected by something of its own", () => {
  const byAddressOnly = new Set(["tgi", "triton-generate", "triton-infer", "grps", "custom"]);
  const blind = providerNames.filter(
    (name) => Object.keys(providerRow(name).fingerprint).length === 0 && !byAddressOnly.has(name),
  );
  expect(blind).toEqual([]);
});

test("contradicts a server that was named only by what the target itself shows", () => {
  const vllm = at(own, owned("vllm"));
  expect(contradicts(vllm, "sglang")).toBe(true);
  expect(contradicts(vllm, "vllm")).toBe(false);
  expect(contradicts(vllm, "openai")).toBe(false);
  expect(contradicts(vllm, "litellm")).toBe(false);
  expect(contradicts(at(`${own}/api/chat`), "vllm")).toBe(false);
  expect(contradicts(at(own, owned("openai")), "vllm")).toBe(false);
  const triton = at(own, { pages: new Map([["/v2", { name: "triton" }]]) });
  expect(contradicts(triton, "triton-infer")).toBe(false);
});
