// F81 to F88: quirks of single servers that change a whole answer.

import { blockAnswer } from "./edits/blocked-answers.ts";
import { usageOfEachChoice } from "./edits/choice-edits.ts";
import { sayAllAtOnce } from "./edits/delta-edits.ts";
import { chatPath, type Quirk } from "./quirk.ts";

const requestsBeforeSilence = 2;

/** Quirks that belong to single servers. */
export const specialAnswerQuirks: readonly Quirk[] = [
  {
    id: "F81",
    title: "Sends usage in the finish chunk of each choice (n > 1), each time with the prompt",
    seenAt: "MindIE",
    path: chatPath,
    as: "mindie",
    changes: { createRewrite: usageOfEachChoice },
  },
  {
    id: "F82",
    title: "Sends an error whose status stands in a comment alone, as event: error",
    seenAt: "DashScope",
    path: "/api/v1/services/aigc/text-generation/generation",
    as: "dashscope",
    changes: {
      midway: {
        kind: "error",
        message: "The engine failed while generating",
        write: ({ payload }) => `id:9\nevent:error\n:HTTP_STATUS/500\ndata:${payload}\n\n`,
      },
    },
  },
  {
    id: "F83",
    title: "Writes data: twice before each payload",
    seenAt: "programs on sse-starlette that frame by themselves",
    path: chatPath,
    as: null,
    changes: { reframe: (frame) => frame.replace(/^data: ?/m, "data: data: ") },
  },
  {
    id: "F84",
    title: "Counts one output token in the first message, before there is any",
    seenAt: "Anthropic",
    path: "/v1/messages",
    as: "anthropic",
    changes: {},
  },
  {
    id: "F85",
    title: "Blocks the answer: status 200, no candidates, the reason elsewhere",
    seenAt: "Gemini; filters of OpenAI and Azure",
    path: "/v1beta/models/M:streamGenerateContent",
    as: "gemini",
    changes: { outputTokens: 0, createRewrite: blockAnswer },
  },
  {
    id: "F86",
    title: "Sends the whole answer as one chunk of a stream",
    seenAt: "MindIE with beam search, gateways, parsers of tool calls",
    path: chatPath,
    as: "mindie",
    changes: {
      chunksPerMessage: Number.POSITIVE_INFINITY,
      createRewrite: sayAllAtOnce,
    },
  },
  {
    id: "F87",
    title: "Sends each WebSocket frame twice and closes with 1011 instead of the final status",
    seenAt: "a Qwen demo",
    path: "/chat/completions/ws",
    as: "qwen-chat",
    changes: { webSocket: { frameRepeats: 2, sendsFinalStatus: false, closeCode: 1011 } },
  },
  {
    id: "F88",
    title:
      "Stops answering after two requests, while the port still accepts; all paths with --quirk",
    seenAt: "Xinference in front of MindIE, after days",
    path: chatPath,
    as: "xinference",
    changes: {
      isServerWide: true,
      perRequest: ({ order }) => (order > requestsBeforeSilence ? { isSilent: true } : {}),
    },
  },
];
