// F14 to F18: how streams end, or do not.

import { chatPath, type Quirk } from "./quirk.ts";

/** Quirks of the end of a stream. */
export const streamEndQuirks: readonly Quirk[] = [
  {
    id: "F14",
    title: "Ends the stream without an end marker",
    seenAt:
      "TGI, Triton, text-generation-webui of 2023, grps, MindIE, Anthropic, Gemini, Perplexity",
    path: chatPath,
    as: "grps",
    changes: { endMarker: null },
  },
  {
    id: "F15",
    title: "Sends more bytes behind the end marker and leaves the body open for 1 s",
    seenAt: "proxies",
    path: chatPath,
    as: null,
    changes: {
      afterEnd: { text: 'data: {"late":true}\n\n: bye\n\n', lingerMs: 1000 },
    },
  },
  {
    id: "F16",
    title: "Ends the body without the last blank line, and without an end marker",
    seenAt: "many servers when they fail",
    path: chatPath,
    as: null,
    changes: { endMarker: null, trimEnd: (text) => text.trimEnd() },
  },
  {
    id: "F17",
    title: "Stops inside an event after half of the tokens and resets the connection 20 ms later",
    seenAt: "servers that crash",
    path: chatPath,
    as: null,
    changes: { midway: { kind: "tear", resetAfterMs: 20 } },
  },
  {
    id: "F18",
    title: "Ends the body properly after half of the tokens, without finish reason and end marker",
    seenAt: "servers out of memory, timeouts of load balancers",
    path: chatPath,
    as: null,
    changes: { midway: { kind: "end" } },
  },
];
