import { expect, test } from "vitest";
import { findError } from "./error-shape.ts";

test.each<[string, unknown, string]>([
  [
    "OpenAI",
    { error: { message: "No such model", type: "invalid_request_error", param: null, code: 404 } },
    "No such model (invalid_request_error, 404)",
  ],
  [
    "old vLLM",
    { object: "error", message: "too long", type: "BadRequestError", code: 400 },
    "too long (BadRequestError, 400)",
  ],
  ["TGI", { error: "overloaded", error_type: "overloaded" }, "overloaded"],
  ["TGI /v1", { error: { message: "bad", http_status_code: 422 } }, "bad (422)"],
  ["a plain string", { error: "Unauthorized" }, "Unauthorized"],
  ["FastChat", { text: "cuda oom", error_code: 50002 }, "cuda oom (50002)"],
  ["FastAPI", { detail: "Not Found" }, "Not Found"],
  [
    "pydantic",
    { detail: [{ loc: ["body", "model"], msg: "field required", type: "missing" }] },
    "body.model: field required",
  ],
  [
    "the failed event of OpenAI responses",
    { type: "response.failed", response: { error: { code: "server_error", message: "no" } } },
    "no (server_error)",
  ],
  ["the last event of Cohere", { type: "message-end", delta: { error: "gone" } }, "gone"],
  ["nested detail", { detail: { error: { message: "no key" } } }, "no key"],
  [
    "Anthropic",
    { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    "Overloaded (overloaded_error)",
  ],
  [
    "Gemini in an array",
    [{ error: { code: 503, message: "busy", status: "UNAVAILABLE" } }],
    "busy (503, UNAVAILABLE)",
  ],
  [
    "Gemini with a wish",
    [
      {
        error: {
          code: 429,
          message: "quota",
          status: "RESOURCE_EXHAUSTED",
          details: [
            { "@type": "type.googleapis.com/google.rpc.Help" },
            { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "17.2s" },
          ],
        },
      },
    ],
    "quota (429, RESOURCE_EXHAUSTED) (retry after 18 s)",
  ],
  ["a gateway", { message: "no route" }, "no route"],
  [
    "DashScope",
    { code: "Throttling", message: "slow down", request_id: "r" },
    "slow down (Throttling)",
  ],
  [
    "OpenRouter beside choices",
    { error: { code: 502, message: "upstream" }, choices: [] },
    "upstream (502)",
  ],
  ["an object without a message", { error: { reason: "x" } }, '{"reason":"x"}'],
])("reads the error of %s", (_name, value, expected) => {
  expect(findError(value)).toBe(expected);
});

test.each<[string, unknown]>([
  ["a chunk", { object: "chat.completion.chunk", choices: [] }],
  ["a chunk with a null error", { error: null, choices: [{}] }],
  ["a chunk with an empty error", { error: {}, choices: [{}] }],
  ["a chunk with a message", { message: "x", choices: [] }],
  ["a worker frame without an error", { text: "hello", error_code: 0 }],
  ["usage only", { usage: { prompt_tokens: 1 } }],
  ["a list of two", [{ error: "x" }, {}]],
  ["no object", "error"],
  ["null", null],
])("finds no error in %s", (_name, value) => {
  expect(findError(value)).toBeNull();
});

test.each([
  {
    object: "error",
    type: "invalid_request_error",
    message: {
      detail: [
        { type: "extra_forbidden", loc: ["body", "seed"], msg: "Extra inputs are not permitted" },
        { type: "extra_forbidden", loc: ["body", "top_k"], msg: "Extra inputs are not permitted" },
      ],
    },
  },
  {
    object: "error",
    type: "invalid_request_error",
    message:
      "[{'type': 'extra_forbidden', 'loc': ('body', 'seed'), 'msg': 'Extra inputs are not permitted', 'input': 1}, " +
      "{'type': 'extra_forbidden', 'loc': ('body', 'top_k'), 'msg': 'Extra inputs are not permitted', 'input': 5}]",
  },
])("makes a sentence of a list of findings inside a message", (error) => {
  expect(findError(error)).toBe(
    "body.seed: Extra inputs are not permitted; body.top_k: Extra inputs are not permitted (invalid_request_error)",
  );
});
