// How servers that wrap an engine or a library write the chunks of the OpenAI API. What a row leaves
// out is as OpenAI itself has it.

import { detailError, flatError, nestedError, textError, workerError } from "../../error-shapes.ts";
import { toAsciiJson } from "../../answer/json-text.ts";
import { crlfEventStream } from "../../stream-shape.ts";
import { toRunningNumber, toMessageAndDelta, toShortChoice } from "./chunk-fields.ts";
import {
  type ChunkStyle,
  repeatsRole,
  roleStart,
  toBareHead,
  toHeadWith,
  toStyle,
} from "./chunk-style.ts";

/** The styles of wrapping servers. */
export const frontStyles = {
  ollama: toStyle(nestedError, {
    toHead: toHeadWith("fp_ollama"),
    openingDelta: null,
    ...repeatsRole,
    reasoningField: "reasoning",
    hasUsageNulls: false,
  }),
  "mlx-lm": toStyle(textError, {
    toHead: toHeadWith("sim-mlx"),
    openingDelta: null,
    firstDeltaStart: roleStart,
    deltaStart: roleStart,
    contentEnd: `,"reasoning":"","tool_calls":[]`,
    reasoningField: "reasoning",
    finishDelta: `{"role":"assistant","content":"","reasoning":"","tool_calls":[]}`,
    hasUsageNulls: false,
    toUsageChunk: (head, usage) =>
      `{${head.replace("chat.completion.chunk", "chat.completion")}"choices":[],"usage":${usage}}`,
  }),
  webui: toStyle(detailError, {
    stream: { ...crlfEventStream, endMarker: null },
    chatChunkObject: "chat.completions.chunk",
    toHead: toBareHead,
    ...repeatsRole,
    toChoice: toMessageAndDelta,
    usage: "finish",
    hasUsageNulls: false,
  }),
  openllm: toStyle(textError, {
    toHead: toRunningNumber,
    openingDelta: `{"role":"assistant","content":null}`,
    finishDelta: `{"role":"assistant","content":""}`,
    usage: "finish",
  }),
  xinference: toStyle(
    detailError,
    { stream: crlfEventStream, toHead: toBareHead, hasUsageNulls: false },
    textError,
  ),
  fastchat: toStyle(
    flatError,
    { toHead: toBareHead, openingDelta: `{"role":"assistant"}`, usage: "never" },
    workerError,
  ),
  byzer: toStyle(nestedError, {
    toHead: toBareHead,
    openingDelta: null,
    firstDeltaStart: roleStart,
    deltaStart: roleStart,
    contentEnd: `,"reasoning_content":""`,
    finishDelta: `{"role":"assistant","content":"","reasoning_content":""}`,
    lengthReason: "stop",
    hasWholeReason: false,
    usage: "always",
  }),
  "qwen-chat": toStyle(detailError, {
    stream: crlfEventStream,
    toHead: ({ request }, object) => `"model":${toAsciiJson(request.model)},"object":"${object}",`,
    openingDelta: `{"role":"assistant"}`,
    toChoice: toShortChoice,
    lengthReason: "stop",
    usage: "never",
  }),
} as const satisfies Readonly<Record<string, ChunkStyle>>;
