// Faults that end an answer after half of its tokens.

import type { FaultFamily } from "./behaviour.ts";

/** Faults that cut an answer short. */
export const interruptionFaults = {
  "cut-midway": {
    about: "Ends the body properly after half of the tokens, without finish reason and end marker",
    changes: { midway: { kind: "end" } },
  },
  "drop-midway": {
    about: "Closes the connection inside the body after half of the tokens",
    changes: { midway: { kind: "drop" } },
  },
  "reset-midway": {
    about: "Resets the connection after half of the tokens",
    changes: { midway: { kind: "reset" } },
  },
  "error-midway": {
    about: "Sends an error object after half of the tokens, then the end marker",
    changes: { midway: { kind: "error", message: "The engine failed while generating" } },
  },
  "hang-midway": {
    about: "Sends nothing more after half of the tokens and keeps the connection open",
    changes: { midway: { kind: "hang" } },
  },
} as const satisfies FaultFamily;
