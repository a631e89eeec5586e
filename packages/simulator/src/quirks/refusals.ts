// F48 to F59: answers in another form than asked, refusals, and requests that are not taken as they are.

import { answer, toOverload } from "./edits/canned-answers.ts";
import { chatPath, type Quirk } from "./quirk.ts";
import {
  refuseExtraFields,
  refuseLoneStreamOptions,
  refuseOtherModels,
  refuseZeroTemperature,
} from "./edits/request-checks.ts";

const requestsWhileLoading = 3;

const loading = answer(
  503,
  { error: { code: 503, message: "Loading model", type: "unavailable_error" } },
  { "retry-after": "1" },
);

const typeProblem = {
  loc: ["body", "max_tokens"],
  msg: "Input should be a valid integer",
  type: "int_type",
};

/** Quirks of refusals and of requests. */
export const refusalQuirks: readonly Quirk[] = [
  {
    id: "F48",
    title: "Answers a request for a stream with one JSON document",
    seenAt: "servers that ignore stream",
    path: chatPath,
    as: null,
    changes: { canStream: false },
  },
  {
    id: "F49",
    title: "Answers every request with a stream",
    seenAt: "LiteLLM",
    path: chatPath,
    as: "litellm",
    changes: { mustStream: true },
  },
  {
    id: "F50",
    title: "Answers 400 with the code 42903, which means 429",
    seenAt: "FastChat",
    path: chatPath,
    as: "fastchat",
    changes: answer(400, { object: "error", message: "The engine is overloaded", code: 42_903 }),
  },
  {
    id: "F51",
    title:
      "Answers overload by seed: 429 with seconds, with milliseconds, 503 with a date, 529 with part of a second, 429 with RetryInfo",
    seenAt: "all servers, each with one of these",
    path: chatPath,
    as: null,
    changes: { perRequest: ({ body }) => toOverload(body["seed"]) },
  },
  {
    id: "F52",
    title:
      "Answers 503 to the first three requests, as while a model loads; /health too with --quirk",
    seenAt: "llama.cpp, Xinference, vLLM when they start",
    path: chatPath,
    as: "llama-cpp",
    changes: {
      isServerWide: true,
      perRequest: ({ order }) => (order <= requestsWhileLoading ? loading : {}),
    },
  },
  {
    id: "F53",
    title: "Answers 422 with a list of details",
    seenAt: "servers built on FastAPI",
    path: chatPath,
    as: "xinference",
    changes: answer(422, { detail: [typeProblem] }),
  },
  {
    id: "F54",
    title: "Answers 401 with one word as error",
    seenAt: "vLLM, SGLang",
    path: chatPath,
    as: "vllm",
    changes: answer(401, { error: "Unauthorized" }),
  },
  {
    id: "F55",
    title: "Answers 422 to every field that it does not know, stream_options and seed among them",
    seenAt: "Mistral, Venice, TensorRT-LLM images",
    path: chatPath,
    as: null,
    changes: { perRequest: refuseExtraFields },
  },
  {
    id: "F56",
    title: "Answers 400 to stream_options without stream",
    seenAt: "OpenAI, vLLM",
    path: chatPath,
    as: "openai",
    changes: { perRequest: refuseLoneStreamOptions },
  },
  {
    id: "F57",
    title: "Generates 16 tokens whatever the limit, and says that the limit was reached",
    seenAt: "MindIE, a Qwen demo, Ollama",
    path: chatPath,
    as: "mindie",
    changes: { outputTokens: 16, finishReason: "length" },
  },
  {
    id: "F58",
    title: "Answers 422 to a temperature of 0",
    seenAt: "TGI",
    path: "/generate",
    as: "tgi",
    changes: { perRequest: refuseZeroTemperature },
  },
  {
    id: "F59",
    title: "Answers 404 to every model but the one that /v1/models lists",
    seenAt: "OpenLLM",
    path: chatPath,
    as: "openllm",
    changes: { perRequest: refuseOtherModels },
  },
];
