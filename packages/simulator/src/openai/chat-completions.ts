// POST /v1/chat/completions.

import { CompletionRenderer, type ChoiceShape } from "./completion-renderer.ts";
import type { Dialect } from "./dialect.ts";
import { isJsonObject, readGenerationRequest, toProblem } from "./generation-request.ts";
import { countWords } from "./prompt-tokens.ts";
import { splitTokens, toLogprob } from "./token-logprobs.ts";

const shape: ChoiceShape = {
  chunkObject: "chat.completion.chunk",
  replyObject: "chat.completion",
  opening: `"delta":{"role":"assistant","content":""}`,
  tokensBefore: `"delta":{"content":"`,
  tokensAfter: `"}`,
  finish: `"delta":{}`,
  toWhole: (text) =>
    `"message":{"role":"assistant","content":${JSON.stringify(text)},"refusal":null}`,
  toLogprobs: (text) =>
    JSON.stringify({
      content: splitTokens(text).map((token) => ({
        token,
        logprob: toLogprob(token),
        bytes: [...Buffer.from(token)],
        top_logprobs: [],
      })),
      refusal: null,
    }),
};

const countPartWords = (part: unknown): number =>
  isJsonObject(part) && typeof part["text"] === "string" ? countWords(part["text"]) : 0;

// null = not the content of a message.
const countContentWords = (content: unknown): number | null => {
  if (typeof content === "string") return countWords(content);
  if (content === null || content === undefined) return 0;
  if (!Array.isArray(content)) return null;
  return content.reduce<number>((sum, part) => sum + countPartWords(part), 0);
};

const countMessageWords = (message: unknown): number | null => {
  if (!isJsonObject(message) || typeof message["role"] !== "string") return null;
  return countContentWords(message["content"]);
};

const countPromptTokens = (messages: readonly unknown[]): number | null => {
  let sum = 0;
  for (const message of messages) {
    const words = countMessageWords(message);
    if (words === null) return null;
    sum += words;
  }
  return sum;
};

/** The chat API. Only text counts as prompt: the words of all messages together. */
export const chatCompletions: Dialect = {
  path: "/v1/chat/completions",
  idPrefix: "chatcmpl-",
  read(body) {
    const messages: unknown = body["messages"];
    if (!Array.isArray(messages) || messages.length === 0)
      return toProblem("messages", "messages is missing: it must be a list of messages");
    const promptTokens = countPromptTokens(messages);
    if (promptTokens === null)
      return toProblem("messages", "each message must have a role, and a text or parts as content");
    return readGenerationRequest(body, { promptTokens, wantsLogprobs: body["logprobs"] === true });
  },
  createRenderer: (facts) => new CompletionRenderer(shape, facts),
};
