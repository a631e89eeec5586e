// Every API that generates something, by its path. All of them are always served; where several
// share a path, the body tells which one is meant, and the server decides what the body leaves open.

import type { CallFacts, Dialect } from "./dialect.ts";
import { kserveInfer } from "./engines/kserve-infer.ts";
import { llamaCpp } from "./engines/llama-cpp.ts";
import { lmdeploy } from "./engines/lmdeploy.ts";
import { mindieInfer } from "./engines/mindie-infer.ts";
import { fastChatWorker, vllmDemo } from "./engines/nul-delimited.ts";
import { ollamaChat, ollamaGenerate } from "./engines/ollama.ts";
import { sglang } from "./engines/sglang.ts";
import { createTgi } from "./engines/tgi.ts";
import { createTriton } from "./engines/triton.ts";
import type { JsonObject } from "./generation-request.ts";
import { anthropic } from "./hosted/anthropic.ts";
import { cohere } from "./hosted/cohere.ts";
import { dashScope } from "./hosted/dashscope.ts";
import { createGemini } from "./hosted/gemini.ts";
import { createChatCompletions } from "./openai/chat-completions.ts";
import { createCompletions } from "./openai/completions.ts";
import { embeddings } from "./openai/embeddings.ts";
import { createRerank } from "./openai/rerank.ts";
import { responses } from "./openai/responses.ts";
import type { Server } from "./server.ts";

/** Gives the API that a call on a path means. */
export type DialectChoice = (body: JsonObject, call: CallFacts) => Dialect;

const tgiGenerate = createTgi("/generate");
const geminiEvents = createGemini("events");
const geminiList = createGemini("list");

const chooseGenerate =
  ({ promptApi }: Server): DialectChoice =>
  (body) => {
    if (body["inputs"] !== undefined) return tgiGenerate;
    if (body["text"] !== undefined) return sglang;
    if (promptApi === "lmdeploy") return lmdeploy;
    return body["input_ids"] === undefined ? vllmDemo : sglang;
  };

const chooseGemini: DialectChoice = (_, { query }) =>
  query.get("alt") === "sse" ? geminiEvents : geminiList;

/** The APIs of a server by path; `{name}` in a path stands for one part of it. */
export const createApis = (server: Server): ReadonlyMap<string, DialectChoice> => {
  const { chunks, tritonFields } = server;
  const versioned = [
    createTriton("generate", tritonFields),
    createTriton("generate_stream", tritonFields),
    kserveInfer,
  ];
  const dialects: readonly Dialect[] = [
    createChatCompletions(chunks),
    createCompletions(chunks),
    responses,
    embeddings,
    createRerank("/v1/rerank"),
    createRerank("/v2/rerank"),
    createRerank("/rerank"),
    createTgi("/generate_stream"),
    createTgi("/"),
    ...versioned,
    llamaCpp,
    ollamaChat,
    ollamaGenerate,
    mindieInfer,
    fastChatWorker,
    anthropic,
    createGemini("document"),
    cohere,
    dashScope,
  ];
  return new Map<string, DialectChoice>([
    ...dialects.map((dialect): [string, DialectChoice] => [dialect.endpoint, () => dialect]),
    ["/generate", chooseGenerate(server)],
    [geminiEvents.endpoint, chooseGemini],
    ["/completions", () => llamaCpp],
    ...versioned.map((dialect): [string, DialectChoice] => [
      dialect.endpoint.replace("{model}/", "{model}/versions/{version}/"),
      () => dialect,
    ]),
  ]);
};
