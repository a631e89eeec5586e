// POST /v1/completions, the older call with a bare prompt.

import { CompletionRenderer, type ChoiceShape } from "./completion-renderer.ts";
import type { Dialect } from "./dialect.ts";
import { readGenerationRequest, toProblem } from "./generation-request.ts";
import { countWords } from "./prompt-tokens.ts";
import { splitTokens, toLogprob } from "./token-logprobs.ts";

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

const shape: ChoiceShape = {
  chunkObject: "text_completion",
  replyObject: "text_completion",
  opening: null,
  tokensBefore: `"text":"`,
  tokensAfter: `"`,
  finish: `"text":""`,
  toWhole: (text) => `"text":${JSON.stringify(text)}`,
  toLogprobs: toTextLogprobs,
};

const isTokenList = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number");

// null = not one prompt.
const countPromptTokens = (prompt: unknown): number | null => {
  const only: unknown = Array.isArray(prompt) && prompt.length === 1 ? prompt[0] : prompt;
  if (typeof only === "string") return countWords(only);
  if (typeof only === "number") return 1;
  return isTokenList(only) ? only.length : null;
};

/** The completions API. A prompt given as token ids has as many tokens as ids. */
export const completions: Dialect = {
  path: "/v1/completions",
  idPrefix: "cmpl-",
  read(body) {
    const promptTokens = countPromptTokens(body["prompt"]);
    if (promptTokens === null)
      return toProblem("prompt", "prompt must be one text or one list of token ids");
    return readGenerationRequest(body, {
      promptTokens,
      wantsLogprobs: typeof body["logprobs"] === "number",
    });
  },
  createRenderer: (facts) => new CompletionRenderer(shape, facts),
};
