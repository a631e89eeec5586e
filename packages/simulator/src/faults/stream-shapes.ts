// Faults in the shape of a generated answer: its frames, its end, its connection.

import type { FaultFamily } from "./behaviour.ts";

/** Faults in which everything is generated but not sent as it should be. */
export const streamShapeFaults = {
  "no-tokens": {
    about: "Ends properly, with finish reason and end marker, without a single token",
    changes: { outputTokens: 0 },
  },
  "no-done": {
    about: "Leaves out the end marker [DONE]",
    changes: { endMarker: null },
  },
  crlf: {
    about: "Ends the lines of the event stream with CR LF",
    changes: { reframe: (frame: string) => frame.replaceAll("\n", "\r\n") },
  },
  "not-streamed": {
    about: "Answers a request for a stream with one JSON document",
    changes: { canStream: false },
  },
  "refuse-keepalive": {
    about: "Closes the connection after each answer",
    changes: { closesConnection: true },
  },
} as const satisfies FaultFamily;
