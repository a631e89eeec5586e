// F01 to F13: the layer of server-sent events and the segments in which they travel.

import {
  cutAfterReturns,
  cutEveryByte,
  cutInsideCharacters,
  endLines,
  precedeFrames,
  splitDataLines,
} from "./edits/frame-edits.ts";
import { rewriteTexts } from "./edits/message-texts.ts";
import { chatPath, type Quirk } from "./quirk.ts";

const comments: readonly string[] = [
  ": ping - 2026-01-01 00:00:00.000000\n\n",
  ": keep-alive\n\n",
  ": OPENROUTER PROCESSING\n\n",
  ": keepalive 512/2048\n\n",
  ":HTTP_STATUS/200\n",
  ":\n\n",
];

const signsWithoutData: readonly string[] = [
  ": still here\nid: 5\n\n",
  "event: ping\n\n",
  "id: 6\nevent: keepalive\n\n",
];

/** Quirks of frames and segments. */
export const frameQuirks: readonly Quirk[] = [
  {
    id: "F01",
    title: "Writes no space after the colon of data, event and id",
    seenAt: "TGI 1.x, MindIE in Triton's shape, DashScope",
    path: "/generate_stream",
    as: "tgi",
    changes: { reframe: (frame) => frame.replaceAll(/^(data|event|id): /gm, "$1:") },
  },
  {
    id: "F02",
    title: "Writes two spaces after data: and one at the end of the line",
    seenAt: "trtllm-serve",
    path: chatPath,
    as: "trtllm",
    changes: { reframe: (frame) => frame.replace(/^data: *(.*?) *$/m, "data:  $1 ") },
  },
  {
    id: "F03",
    title: "Ends lines with CR LF",
    seenAt: "text-generation-webui of 2023, Xinference, sse-starlette, TabbyAPI, Gemini",
    path: chatPath,
    as: "webui",
    changes: { reframe: (frame) => frame.replaceAll(/\r?\n/g, "\r\n") },
  },
  {
    id: "F04",
    title: "Ends lines with CR, CR LF and LF in turns, and cuts segments between CR and LF",
    seenAt: "tests of client libraries",
    path: chatPath,
    as: null,
    changes: {
      reframe: endLines([
        { line: "\r", blank: "\r" },
        { line: "\r\n", blank: "\r\n" },
        { line: "\n", blank: "\r" },
        { line: "\r\n", blank: "\n" },
      ]),
      cut: cutAfterReturns,
    },
  },
  {
    id: "F05",
    title: "Sends comments of all styles between events, every 20 ms, and 60 ms of them at first",
    seenAt: "sse-starlette, TGI, llama.cpp, OpenRouter, DeepSeek, mlx-lm",
    path: chatPath,
    as: null,
    changes: {
      reframe: precedeFrames(comments),
      streamPing: { everyMs: 20, text: ": keep-alive\n\n" },
      firstTokenDelayMs: 60,
    },
  },
  {
    id: "F06",
    title: "Sends events whose data are empty or blank",
    seenAt: "gateways",
    path: chatPath,
    as: null,
    changes: { reframe: precedeFrames(["data: \n\n", "data:\n\n", "data:   \n\n"]) },
  },
  {
    id: "F07",
    title: "Sends a comment, an id or an event name without data",
    seenAt: "proxies",
    path: chatPath,
    as: null,
    changes: { reframe: precedeFrames(signsWithoutData) },
  },
  {
    id: "F08",
    title: "Spreads the JSON of each event over several data lines",
    seenAt: "sse-starlette with a payload of several lines",
    path: chatPath,
    as: null,
    changes: { reframe: splitDataLines },
  },
  {
    id: "F09",
    title: "Puts two JSON objects into one event, one right behind the other",
    seenAt: "proxies",
    path: chatPath,
    as: null,
    changes: { eventsPerWrite: 2, glue: (payloads) => payloads.join("") },
  },
  {
    id: "F10",
    title: "Sends four events in one segment",
    seenAt: "llama.cpp, vLLM under load",
    path: chatPath,
    as: null,
    changes: { eventsPerWrite: 4 },
  },
  {
    id: "F11",
    title: "Sends each byte in a segment and a chunk of its own",
    seenAt: "any network",
    path: chatPath,
    as: null,
    changes: { cut: cutEveryByte },
  },
  {
    id: "F12",
    title: "Ends each text with letters outside ASCII and cuts segments inside them",
    seenAt: "any server of Chinese texts or emoji",
    path: chatPath,
    as: null,
    changes: {
      createRewrite: rewriteTexts((text) => `${text} \u00e9\u6f22\u{1f642}`),
      cut: cutInsideCharacters,
    },
  },
  {
    id: "F13",
    title: "Tears a character between two tokens: U+FFFD ends one text and begins the next",
    seenAt: "naive servers",
    path: chatPath,
    as: null,
    changes: {
      createRewrite: rewriteTexts((text, index) =>
        index % 2 === 0 ? `${text}\ufffd` : `\ufffd${text}`,
      ),
    },
  },
];
