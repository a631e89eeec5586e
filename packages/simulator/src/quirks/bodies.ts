// F60 to F69: the form of bodies, and what becomes of connections.

import { rewriteAt } from "./edits/chunk-edits.ts";
import { echoPrompt } from "./edits/prompt-echo.ts";
import { chatPath, type Quirk } from "./quirk.ts";

const isList = (json: string): boolean => json.startsWith("[");

/** Quirks of bodies and connections. */
export const bodyQuirks: readonly Quirk[] = [
  {
    id: "F60",
    title: "Repeats the prompt in front of the answer",
    seenAt: "Triton, old vLLM, TGI when asked",
    path: "/v2/models/ensemble/generate_stream",
    as: "triton",
    changes: { createRewrite: echoPrompt },
  },
  {
    id: "F61",
    title: "Sends blank lines before a document, one each 50 ms while it is made",
    seenAt: "DeepSeek",
    path: chatPath,
    as: null,
    changes: {
      documentPing: { everyMs: 50, text: "\n" },
      createRewrite: rewriteAt(["whole"], ({ json }) => [`\n\n  ${json}`]),
    },
  },
  {
    id: "F62",
    title: "Indents documents by four spaces",
    seenAt: "MindIE, grps",
    path: chatPath,
    as: "grps",
    changes: {
      createRewrite: rewriteAt(["whole"], ({ json }) => [
        JSON.stringify(JSON.parse(json), null, 4),
      ]),
    },
  },
  {
    id: "F63",
    title: "Puts a document into a list",
    seenAt: "TGI on /, errors of Gemini",
    path: "/",
    as: "tgi",
    changes: {
      createRewrite: rewriteAt(["whole"], ({ json }) => [isList(json) ? json : `[${json}]`]),
    },
  },
  {
    id: "F64",
    title: "Ends each JSON object of a stream with a NUL byte, without event stream around it",
    seenAt: "old vLLM, MindIE, workers of FastChat",
    path: "/generate",
    as: "vllm",
    changes: {
      reframe: (_frame, payload) => `${payload}\0`,
      endMarker: null,
      contentType: null,
    },
  },
  {
    id: "F65",
    title: "Answers as HTTP/1.0: a body without length that ends with the connection",
    seenAt: "mlx-lm",
    path: chatPath,
    as: "mlx-lm",
    changes: { isHttp10: true },
  },
  {
    id: "F66",
    title: "Closes the connection after each answer, and says so",
    seenAt: "MindIE without stream",
    path: chatPath,
    as: "mindie",
    changes: { closesConnection: true },
  },
  {
    id: "F67",
    title: "Closes a connection that was idle for 200 ms after an answer, without saying so",
    seenAt: "uvicorn, after 5 s",
    path: chatPath,
    as: null,
    changes: { idleCloseMs: 200 },
  },
  {
    id: "F68",
    title: "Compresses the answer, asked or not: Brotli for a client of Brotli alone, else gzip",
    seenAt: "Anthropic, OpenRouter, Django",
    path: chatPath,
    as: null,
    changes: { isCompressed: true },
  },
  {
    id: "F69",
    title: "Sends headers and all events together at the end",
    seenAt: "nginx and other proxies that buffer",
    path: chatPath,
    as: null,
    changes: { opensAt: "end" },
  },
];
