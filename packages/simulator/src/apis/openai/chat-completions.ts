// POST /v1/chat/completions.

import { commonDialect, type Dialect } from "../dialect.ts";
import { toProblem } from "../generation-request.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { readMessages } from "../request/message-tokens.ts";
import { readToolName } from "../request/request-fields.ts";
import { splitTokens, toLogprob } from "../answer/tokens.ts";
import type { AnswerForm } from "./answer-form.ts";
import type { ChunkStyle } from "./styles/chunk-style.ts";
import { createCompletionRenderer, createCompletionStream } from "./completion-renderer.ts";
import { readOpenAiRequest } from "./openai-request.ts";
import { toToolCalls, toToolPiece, toToolStart } from "../answer/tool-call.ts";

/** A chat answers with messages, piece by piece in the delta of a choice. */
export const chatForm: AnswerForm = {
  replyObject: "chat.completion",
  toChunkObject: ({ chatChunkObject }) => chatChunkObject,
  toOpeningDelta: ({ openingDelta }) => openingDelta,
  toDelta: (style, { kind, text, isFirst }, toolName) => {
    const start = isFirst ? style.firstDeltaStart : style.deltaStart;
    if (kind === "reasoning") return `{${start}"${style.reasoningField}":"${text}"}`;
    if (kind === "content") return `{${start}"content":"${text}"${style.contentEnd}}`;
    const call = isFirst ? toToolStart(toolName ?? "", text) : toToolPiece(text);
    return `{${start}${call}}`;
  },
  toChoice: (style, parts) => style.toChoice(parts),
  toWhole: (style, { text, reasoning }, toolName) => {
    const thoughts = reasoning === "" ? "" : `"${style.reasoningField}":${toAsciiJson(reasoning)},`;
    const said =
      toolName === null
        ? `"content":${toAsciiJson(text)},"refusal":null`
        : `"content":null,${toToolCalls(toolName, text)}`;
    return `"message":{"role":"assistant",${thoughts}${said}}`;
  },
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

/** The chat API. Only text counts as prompt: the words of all messages together. */
export const createChatCompletions = (style: ChunkStyle): Dialect => ({
  ...commonDialect,
  endpoint: "/v1/chat/completions",
  idPrefix: "chatcmpl-",
  read(body) {
    const promptTokens = readMessages(body);
    if (typeof promptTokens === "string") return toProblem("messages", promptTokens);
    return readOpenAiRequest(body, {
      promptTokens,
      wantsLogprobs: body["logprobs"] === true,
      toolName: readToolName(body),
    });
  },
  createRenderer: (facts) => createCompletionRenderer(style, chatForm, facts),
  createStream: (request) => createCompletionStream(style, request),
  toErrorBody: style.errors,
});
