// POST /v1/completions, the older call with a bare prompt.

import { commonDialect, type Dialect } from "../dialect.ts";
import { toProblem } from "../generation-request.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { countPromptTokens } from "../request/prompt-request.ts";
import { splitTokens, toLogprob } from "../answer/tokens.ts";
import type { AnswerForm } from "./answer-form.ts";
import type { ChunkStyle } from "./styles/chunk-style.ts";
import { createCompletionRenderer, createCompletionStream } from "./completion-renderer.ts";
import { readOpenAiRequest } from "./openai-request.ts";

const toTextLogprobs = (text: string): string => {
  const tokens = splitTokens(text);
  const offsets: number[] = [];
  let offset = 0;
  for (const token of tokens) {
    offsets.push(offset);
    offset += token.length;
  }
  return JSON.stringify({
    tokens,
    token_logprobs: tokens.map(toLogprob),
    top_logprobs: null,
    text_offset: offsets,
  });
};

/** Completions answer with bare text, in chunks as in whole answers. */
export const textForm: AnswerForm = {
  replyObject: "text_completion",
  toChunkObject: () => "text_completion",
  toOpeningDelta: () => null,
  toDelta: () => "",
  toChoice: (_, { index, text, logprobs, reason }) =>
    `"index":${index},"text":"${text}","logprobs":${logprobs},"finish_reason":${reason}`,
  toWhole: (_, { text }) => `"text":${toAsciiJson(text)}`,
  toLogprobs: toTextLogprobs,
};

/** The completions API. A prompt given as token ids has as many tokens as ids. */
export const createCompletions = (style: ChunkStyle): Dialect => ({
  ...commonDialect,
  endpoint: "/v1/completions",
  idPrefix: "cmpl-",
  read(body) {
    const promptTokens = countPromptTokens(body["prompt"]);
    if (promptTokens === null)
      return toProblem("prompt", "prompt must be one text or one list of token ids");
    return readOpenAiRequest(body, {
      promptTokens,
      wantsLogprobs: typeof body["logprobs"] === "number",
      toolName: null,
    });
  },
  createRenderer: (facts) =>
    createCompletionRenderer(style, textForm, { ...facts, reasoningTokens: 0 }),
  createStream: (request) => createCompletionStream(style, request),
  toErrorBody: style.errors,
});
