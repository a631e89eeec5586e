// F70 to F80: silences, huge and idle frames, and JSON that is not quite as it should be.

import { rewriteAt } from "./edits/chunk-edits.ts";
import { addFields } from "./edits/frame-edits.ts";
import {
  addPadding,
  addSettings,
  bendJson,
  contentTypes,
  nonsenseIds,
  nonsenseTimes,
  progressFrames,
} from "./edits/oddity-edits.ts";
import { chatPath, type Quirk } from "./quirk.ts";

/** Quirks of silence, size and JSON. */
export const oddityQuirks: readonly Quirk[] = [
  {
    id: "F70",
    title: "Sends nothing but a ping each 50 ms after half of the tokens, for ever",
    seenAt: "servers that hang",
    path: chatPath,
    as: null,
    changes: { midway: { kind: "hang" }, streamPing: { everyMs: 50, text: ": ping\n\n" } },
  },
  {
    id: "F71",
    title: "Sends not even headers for 300 ms, which stand for 300 s",
    seenAt: "large prompts",
    path: chatPath,
    as: null,
    changes: { firstTokenDelayMs: 300, opensAt: "firstToken" },
  },
  {
    id: "F72",
    title: "Repeats a prompt of 2 MiB in the message that finishes",
    seenAt: "llama.cpp, log probabilities",
    path: "/completion",
    as: "llama-cpp",
    changes: { createRewrite: addSettings },
  },
  {
    id: "F73",
    title: "Sends three progress frames without tokens, 50 ms before the first token",
    seenAt: "llama.cpp with return_progress",
    path: "/completion",
    as: "llama-cpp",
    changes: { preamble: progressFrames, firstTokenDelayMs: 50 },
  },
  {
    id: "F74",
    title: "Sends no Content-Type; by seed text/plain or application/octet-stream",
    seenAt: "clones of OpenAI",
    path: chatPath,
    as: null,
    changes: {
      perRequest: ({ body }) => ({
        contentType:
          contentTypes[Math.abs(Number(body["seed"] ?? 0)) % contentTypes.length] ?? null,
      }),
    },
  },
  {
    id: "F75",
    title: "Sends id, retry, an unknown field and a line without colon, and the event name last",
    seenAt: "the standard of server-sent events",
    path: chatPath,
    as: null,
    changes: { reframe: addFields },
  },
  {
    id: "F76",
    title: "Begins the body with a byte order mark",
    seenAt: "the standard of server-sent events",
    path: chatPath,
    as: null,
    changes: { preamble: "\ufeff" },
  },
  {
    id: "F77",
    title: "Sends NaN and Infinity, a key twice, and half of a surrogate pair, in turns",
    seenAt: "log probabilities from Python",
    path: chatPath,
    as: null,
    changes: { createRewrite: bendJson },
  },
  {
    id: "F78",
    title: "Sends an empty id, a wrong object name and a creation time that is no whole number",
    seenAt: "TGI, text-generation-webui, OpenLLM, Azure",
    path: chatPath,
    as: null,
    changes: {
      createRewrite: rewriteAt(["opening", "tokens", "ending", "whole"], nonsenseIds),
    },
  },
  {
    id: "F79",
    title: "Pads each chunk with a field of random length",
    seenAt: "OpenAI",
    path: chatPath,
    as: "openai",
    changes: { createRewrite: addPadding },
  },
  {
    id: "F80",
    title: "Sends times of creation that are nonsense: year 1, year 2100, before 1970",
    seenAt: "Ollama and others",
    path: "/api/chat",
    as: "ollama",
    changes: {
      createRewrite: rewriteAt(["opening", "tokens", "ending", "whole"], nonsenseTimes),
    },
  },
];
