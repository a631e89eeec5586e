// The adapter of every endpoint, by name.

import type { CustomApi } from "@gadfly/shared/plan/custom-api";
import type { EndpointName } from "@gadfly/shared/providers/endpoint-table";
import { anthropicMessages } from "./anthropic-messages.ts";
import { cohereChat } from "./cohere-chat.ts";
import { createCustomEndpoint } from "./custom.ts";
import { dashscopeGeneration } from "./dashscope-generation.ts";
import type { Endpoint } from "./endpoint.ts";
import { fastchatWorker } from "./fastchat-worker.ts";
import { geminiGenerate } from "./gemini-generate.ts";
import { kserveInfer } from "./kserve-infer.ts";
import { llamaCppCompletion } from "./llama-cpp-completion.ts";
import { lmdeployGenerate } from "./lmdeploy-generate.ts";
import { mindieInfer } from "./mindie-infer.ts";
import { mindieTriton } from "./mindie-triton.ts";
import { ollamaChat } from "./ollama-chat.ts";
import { ollamaGenerate } from "./ollama-generate.ts";
import { openAiChat } from "./openai-chat.ts";
import { openAiCompletions } from "./openai-completions.ts";
import { openAiEmbeddings } from "./openai-embeddings.ts";
import { openAiResponses } from "./openai-responses.ts";
import { qwenChatWebsocket } from "./qwen-chat-websocket.ts";
import { rerank } from "./rerank.ts";
import { sglangGenerate } from "./sglang-generate.ts";
import { tgiGenerate } from "./tgi-generate.ts";
import { tritonGenerate } from "./triton-generate.ts";
import { vllmGenerate } from "./vllm-generate.ts";

/** Every adapter that is not described by its user. */
export const endpoints = {
  "openai-chat": openAiChat,
  "openai-completions": openAiCompletions,
  "openai-responses": openAiResponses,
  "openai-embeddings": openAiEmbeddings,
  rerank,
  "sglang-generate": sglangGenerate,
  "lmdeploy-generate": lmdeployGenerate,
  "tgi-generate": tgiGenerate,
  "triton-generate": tritonGenerate,
  "kserve-infer": kserveInfer,
  "llama-cpp-completion": llamaCppCompletion,
  "ollama-chat": ollamaChat,
  "ollama-generate": ollamaGenerate,
  "mindie-infer": mindieInfer,
  "mindie-triton": mindieTriton,
  "vllm-generate": vllmGenerate,
  "fastchat-worker": fastchatWorker,
  "anthropic-messages": anthropicMessages,
  "gemini-generate": geminiGenerate,
  "cohere-chat": cohereChat,
  "dashscope-generation": dashscopeGeneration,
  "qwen-chat-websocket": qwenChatWebsocket,
} as const satisfies Readonly<Record<Exclude<EndpointName, "custom">, Endpoint>>;

/** The adapter of an endpoint; `custom` is made from its description. */
export function findEndpoint(name: EndpointName, customApi: CustomApi | null): Endpoint {
  if (name !== "custom") return endpoints[name];
  if (customApi === null) throw new Error("the endpoint custom needs the description of an API");
  return createCustomEndpoint(customApi);
}
