// Faults in time: everything arrives, but late.

import type { FaultFamily } from "./behaviour.ts";

/** Faults that only cost time. */
export const delayFaults = {
  "slow-first-token": {
    about: "Takes 2 s more for the first token",
    changes: { firstTokenDelayMs: 2000 },
  },
  "stall-midway": {
    about: "Pauses for 1 s after half of the tokens",
    changes: { midway: { kind: "pause", pauseMs: 1000 } },
  },
  bursts: {
    about:
      "Sends the first token when it is due, then holds back and sends four events in one write",
    changes: { eventsPerWrite: 4 },
  },
} as const satisfies FaultFamily;
