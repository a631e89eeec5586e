// Is a worker still there? The master's view, apart from what the worker is doing. The moments of
// `silenceElapsed` and `leaseElapsed` come from lease.ts.
import { createMachine } from "./machine.ts";

/** Whether the master believes that a worker is there. */
export type LivenessState = "alive" | "silent" | "lost" | "left";

/** What tells the master about a worker's life. */
export type LivenessEvent =
  | "frameReceived"
  | "silenceElapsed"
  | "leaseElapsed"
  | "closed"
  | "exited"
  | "goodbye";

/** The liveness table. */
export const livenessMachine = createMachine<LivenessState, LivenessEvent>({
  name: "Liveness",
  about: "The master's belief about one worker.",
  initial: "alive",
  table: {
    alive: {
      about: "Frames arrive.",
      on: {
        frameReceived: "alive",
        silenceElapsed: "silent",
        closed: "silent",
        leaseElapsed: "lost",
        exited: "lost",
        goodbye: "left",
      },
    },
    silent: {
      about:
        "No frame for 3 s, or the socket closed; it may still be sending load under its lease.",
      on: {
        frameReceived: "alive",
        silenceElapsed: "silent",
        closed: "silent",
        leaseElapsed: "lost",
        exited: "lost",
        goodbye: "left",
      },
    },
    lost: {
      about:
        "Its lease is over or its process is gone: its share is given to others. It may return.",
      on: {
        frameReceived: "alive",
        closed: "lost",
        exited: "lost",
        goodbye: "left",
      },
    },
    left: {
      about: "It said goodbye: its share is given to others at once. It does not come back.",
      on: { closed: "left", exited: "left" },
    },
  },
});
