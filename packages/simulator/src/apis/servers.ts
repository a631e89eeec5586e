// The servers that the simulator can pretend to be, one row each. What a row leaves out is as
// OpenAI has it.

import { engineStyles } from "./openai/styles/engine-styles.ts";
import { frontStyles } from "./openai/styles/front-styles.ts";
import { hostedStyles } from "./openai/styles/hosted-styles.ts";
import type { Server } from "./server.ts";

const base: Server = {
  ownedBy: "gadfly-simulator",
  chunks: hostedStyles.openai,
  modelName: null,
  isModelOptional: false,
  headers: {},
  answerHeaders: {},
  largestOutput: null,
  ignoresLimits: false,
  promptApi: "nul",
  tritonFields: "triton",
  indentation: 0,
  changes: {},
  documentChanges: {},
};

const uvicorn = { server: "uvicorn" };

const litellmHeaders = {
  "x-litellm-call-id": "sim-call",
  "x-litellm-model-id": "sim-deployment",
  "x-litellm-overhead-duration-ms": "1.5",
  "x-litellm-attempted-retries": "0",
  "x-litellm-attempted-fallbacks": "0",
};

const rows: Readonly<Record<string, Partial<Server>>> = {
  openai: {},
  vllm: { ownedBy: "vllm", chunks: engineStyles.vllm, headers: uvicorn },
  sglang: { ownedBy: "sglang", chunks: engineStyles.sglang, headers: uvicorn },
  tgi: { ownedBy: null, chunks: engineStyles.tgi, modelName: "tgi" },
  triton: {
    ownedBy: "Triton Inference Server",
    chunks: engineStyles.triton,
    modelName: "ensemble",
  },
  trtllm: { ownedBy: "tensorrt_llm", chunks: engineStyles.trtllm, headers: uvicorn },
  grps: {
    ownedBy: "grps",
    isModelOptional: true,
    chunks: engineStyles.grps,
    headers: { server: "grps" },
  },
  "llama-cpp": {
    ownedBy: "llamacpp",
    chunks: engineStyles["llama-cpp"],
    headers: { server: "llama.cpp" },
  },
  ollama: { ownedBy: "library", chunks: frontStyles.ollama },
  lmdeploy: {
    ownedBy: "lmdeploy",
    chunks: engineStyles.lmdeploy,
    headers: uvicorn,
    promptApi: "lmdeploy",
  },
  "mlx-lm": {
    ownedBy: "mlx",
    chunks: frontStyles["mlx-lm"],
    headers: { server: "BaseHTTP/0.6 Python/3.12" },
    changes: { isHttp10: true },
  },
  webui: {
    ownedBy: "user",
    chunks: frontStyles.webui,
    modelName: "gpt-3.5-turbo",
    headers: uvicorn,
  },
  openllm: { ownedBy: "na", chunks: frontStyles.openllm, headers: uvicorn },
  xinference: { ownedBy: "xinference", chunks: frontStyles.xinference, headers: uvicorn },
  mindie: {
    ownedBy: "MindIE Server",
    chunks: engineStyles.mindie,
    largestOutput: 512,
    tritonFields: "mindie",
    indentation: 4,
    documentChanges: { closesConnection: true },
  },
  fastchat: { ownedBy: "fastchat", chunks: frontStyles.fastchat, headers: uvicorn },
  byzer: { ownedBy: "byzerllm", chunks: frontStyles.byzer, headers: uvicorn },
  anthropic: { ownedBy: "anthropic" },
  gemini: { ownedBy: "google", headers: { server: "scaffolding on HTTPServer2" } },
  cohere: { ownedBy: "cohere", chunks: hostedStyles.cohere },
  dashscope: { ownedBy: "dashscope", chunks: hostedStyles.dashscope },
  fireworks: { ownedBy: "fireworks", chunks: hostedStyles.fireworks },
  together: { ownedBy: "together", chunks: hostedStyles.together },
  groq: { ownedBy: "Groq", chunks: hostedStyles.groq },
  litellm: { ownedBy: "openai", headers: uvicorn, answerHeaders: litellmHeaders },
  "qwen-chat": {
    ownedBy: "owner",
    chunks: frontStyles["qwen-chat"],
    headers: uvicorn,
    ignoresLimits: true,
  },
};

/** The names of all servers. */
export const serverNames: readonly string[] = Object.keys(rows);

/** The server of that name; OpenAI for a name that there is not. */
export const findServer = (name: string): Server => ({ ...base, ...rows[name] });
