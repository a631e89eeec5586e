// The worker's link to the master. When to dial again is data beside it, not a state.
import { createMachine } from "./machine.ts";

/** How a worker's link stands. */
export type LinkState = "disconnected" | "connecting" | "greeting" | "joined" | "refused" | "ended";

/** What can happen to a worker's link. */
export type LinkEvent =
  | "dialled"
  | "opened"
  | "welcomed"
  | "closed"
  | "refusalReceived"
  | "goodbyeReceived"
  | "gaveUp"
  | "leaving";

/** The link's table. */
export const linkMachine = createMachine<LinkState, LinkEvent>({
  name: "Link",
  about: "The worker's link to the master.",
  initial: "disconnected",
  table: {
    disconnected: {
      about: "No socket; the worker dials again when its pause is over.",
      on: { dialled: "connecting", gaveUp: "ended", leaving: "ended" },
    },
    connecting: {
      about: "The socket is being opened.",
      on: { opened: "greeting", closed: "disconnected", gaveUp: "ended", leaving: "ended" },
    },
    greeting: {
      about: "Both sides say their version and prove the token; nothing else is heard.",
      on: {
        welcomed: "joined",
        closed: "disconnected",
        refusalReceived: "refused",
        goodbyeReceived: "ended",
        gaveUp: "ended",
        leaving: "ended",
      },
    },
    joined: {
      about: "The worker is known to the master, sends heartbeats and obeys.",
      on: {
        closed: "disconnected",
        refusalReceived: "refused",
        goodbyeReceived: "ended",
        leaving: "ended",
      },
    },
    refused: {
      about: "The master will not have this worker (token, version), or could not prove itself.",
      on: { closed: "refused" },
    },
    ended: {
      about: "One side said goodbye, or the worker gave up looking for a master.",
      on: { closed: "ended" },
    },
  },
});
