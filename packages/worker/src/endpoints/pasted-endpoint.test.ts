import { expect, test } from "vitest";
import { findPastedEndpoint } from "./pasted-endpoint.ts";

test.each([
  ["http://h/v1/chat/completions", ["openai-chat"], null],
  ["http://h/x/v1/completions/", ["openai-completions"], null],
  [
    "http://h/generate",
    ["sglang-generate", "lmdeploy-generate", "vllm-generate", "tgi-generate"],
    null,
  ],
  ["http://h/v2/models/llama%203/generate_stream", ["triton-generate", "mindie-triton"], "llama 3"],
  ["http://h/v2/models/m/generate", ["triton-generate"], "m"],
  ["http://h/v2/models/m/infer", ["kserve-infer"], "m"],
  ["http://h/infer", ["mindie-infer"], null],
  ["https://h/v1beta/models/flash:streamGenerateContent?alt=sse", ["gemini-generate"], "flash"],
  ["https://h/v1beta/models/tuned:a:generateContent", ["gemini-generate"], "tuned:a"],
  ["http://h/v2/models/100%/infer", ["kserve-infer"], "100%"],
  ["http://h/worker_generate", ["fastchat-worker"], null],
  ["http://h/chat/completions/ws", ["qwen-chat-websocket"], null],
])("reads %s", (url, endpoints, model) => {
  expect(findPastedEndpoint(url)).toMatchObject({ endpoints, model });
});

test.each(["http://h", "http://h/v1", "http://h/regenerate", "http://h/inference/v1", "no url"])(
  "finds no API in %s",
  (url) => {
    expect(findPastedEndpoint(url)).toBeNull();
  },
);
