// F19 to F30: what the chunks of a stream hold.

import { editDeltas, rewriteAt } from "./edits/chunk-edits.ts";
import {
  addEmptyChunks,
  addRole,
  continueAfterFinish,
  disguiseUnfinished,
  finishWithText,
  toMessageAndDelta,
} from "./edits/delta-edits.ts";
import { editText, rewriteWithTextSoFar } from "./edits/message-texts.ts";
import { chatPath, type Quirk } from "./quirk.ts";

/** Quirks of deltas and choices. */
export const deltaQuirks: readonly Quirk[] = [
  {
    id: "F19",
    title: "Sends a chunk with the role alone at once, 100 ms before the first token",
    seenAt: "vLLM up to 0.4, FastChat, OpenAI",
    path: chatPath,
    as: "fastchat",
    changes: {
      createRewrite: rewriteAt(["opening"], ({ json }) => [
        editDeltas(json, () => ({ role: "assistant" })),
      ]),
      firstTokenDelayMs: 100,
    },
  },
  {
    id: "F20",
    title: "Sends null as the first content",
    seenAt: "OpenLLM, llama.cpp",
    path: chatPath,
    as: "openllm",
    changes: {
      createRewrite: rewriteAt(["opening"], ({ json }) => [
        editDeltas(json, (delta) => ({ ...delta, content: null })),
      ]),
    },
  },
  {
    id: "F21",
    title: "Sends chunks without delta, without choices, with null as choices and with no choice",
    seenAt: "Azure, LMDeploy and vLLM with usage",
    path: chatPath,
    as: null,
    changes: { createRewrite: addEmptyChunks },
  },
  {
    id: "F22",
    title: 'Writes the absent finish reason as "", as "null" or not at all',
    seenAt: "DashScope, clones of OpenAI",
    path: chatPath,
    as: null,
    changes: { createRewrite: disguiseUnfinished },
  },
  {
    id: "F23",
    title: "Sends the last text in the chunk that finishes",
    seenAt: "vLLM, MindIE, TGI",
    path: chatPath,
    as: "vllm",
    changes: { createRewrite: finishWithText },
  },
  {
    id: "F24",
    title: "Sends the finish reason in an empty chunk of its own",
    seenAt: "OpenAI, SGLang, llama.cpp",
    path: chatPath,
    as: "openai",
    changes: {},
  },
  {
    id: "F25",
    title: "Sends filter results and a late text behind the chunk that finishes",
    seenAt: "Azure",
    path: chatPath,
    as: null,
    changes: { createRewrite: continueAfterFinish },
  },
  {
    id: "F26",
    title: "Repeats the role in every delta",
    seenAt: "TGI, Ollama, MindIE, LMDeploy, Byzer-LLM",
    path: chatPath,
    as: "mindie",
    changes: { createRewrite: rewriteAt(["tokens"], ({ json }) => [addRole(json)]) },
  },
  {
    id: "F27",
    title: "Sends the whole message so far beside each delta",
    seenAt: "text-generation-webui, Perplexity",
    path: chatPath,
    as: "webui",
    changes: {
      createRewrite: rewriteWithTextSoFar(({ json }, textSoFar) => [
        toMessageAndDelta(json, textSoFar),
      ]),
    },
  },
  {
    id: "F28",
    title: "Sends the whole text so far in place of what is new",
    seenAt: "SGLang's own API, DashScope, old vLLM, some Triton models",
    path: chatPath,
    as: null,
    changes: {
      createRewrite: rewriteWithTextSoFar(({ json }, textSoFar) => [
        editText(json, () => textSoFar),
      ]),
    },
  },
  {
    id: "F29",
    title: "Sends each frame of the whole text so far twice",
    seenAt: "the WebSocket chat of a Qwen demo",
    path: "/generate",
    as: "sglang",
    changes: { createRewrite: rewriteAt(["tokens"], ({ json }) => [json, json]) },
  },
  {
    id: "F30",
    title: "Rewrites text that it has sent: every other frame ends with U+FFFD, mended in the next",
    seenAt: "servers of the whole text so far",
    path: "/generate",
    as: "sglang",
    changes: {
      createRewrite: rewriteWithTextSoFar(({ json, end }, textSoFar, index) => {
        const isTorn = index % 2 === 0 && end === null;
        return [editText(json, () => (isTorn ? `${textSoFar.slice(0, -1)}\ufffd` : textSoFar))];
      }),
    },
  },
];
