// llama.cpp: POST /completion. Its last document repeats the prompt and tells all times.

import type { FinishReason } from "../../output/output-length.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { numberedError } from "../error-shapes.ts";
import { toAsciiJson, toTemplate } from "../answer/json-text.ts";
import { toLlamaTimings } from "../answer/llama-timings.ts";
import { readPromptRequest, toPromptText } from "../request/prompt-request.ts";
import { eventStream, withErrors } from "../stream-shape.ts";
import { toTokenIds } from "../answer/tokens.ts";

// The limit -1, which is the usual one, stands for none.
const withoutEndlessLimit = (limits: Readonly<Record<string, unknown>>): typeof limits =>
  limits["n_predict"] === -1 ? { ...limits, n_predict: null } : limits;

const createRenderer = (facts: AnswerFacts): Renderer => {
  const { request, body } = facts;
  const { promptTokens } = request;
  const wantsTokens = body["return_tokens"] === true;
  const prompt = toAsciiJson(toPromptText(body, ["prompt"]));
  const toIds = (text: string): string => (wantsTokens ? toTokenIds(text) : "[]");
  const head = toTemplate((text) => `{"index":0,"content":"${text}","tokens":`);
  const toLast = (text: string, reason: FinishReason, outputTokens: number): string =>
    `{"index":0,"content":"${text}","tokens":${toIds(text)},"id_slot":0,"stop":true,` +
    `"model":${toAsciiJson(request.model)},"tokens_predicted":${outputTokens},` +
    `"tokens_evaluated":${promptTokens},"generation_settings":{"n_predict":${request.maxTokens ?? -1}},` +
    `"prompt":${prompt},"has_new_line":false,"truncated":false,` +
    `"stop_type":"${reason === "stop" ? "eos" : "limit"}","stopping_word":"",` +
    `"tokens_cached":${promptTokens + outputTokens},` +
    `"timings":${toLlamaTimings(facts.clock, promptTokens, outputTokens)}}`;
  return {
    opening: () => [],
    tokens: (text, tokensSoFar) =>
      `${head(text)}${toIds(text)},"stop":false,"id_slot":-1,` +
      `"tokens_predicted":${tokensSoFar},"tokens_evaluated":${promptTokens}}`,
    ending: (reason, outputTokens) => [toLast("", reason, outputTokens)],
    whole: toLast,
  };
};

const stream = { ...withErrors(eventStream, numberedError), endMarker: null };

/** The native API of llama.cpp. */
export const llamaCpp: Dialect = {
  ...commonDialect,
  endpoint: "/completion",
  keyHeaders: ["authorization", "x-api-key"],
  read: (body, call) =>
    readPromptRequest(
      { body, limits: withoutEndlessLimit(body), call },
      { prompt: ["prompt"], maxTokens: "n_predict" },
    ),
  createRenderer,
  createStream: () => stream,
  toErrorBody: numberedError,
};
