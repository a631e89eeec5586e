// The life of a run, as the master sees it. Why a run ended is data beside it, not a state.
// Waiting for enough workers happens in `ready`; once they are there the run is asked to start.
import { createMachine } from "./machine.ts";

/** Where a run stands. */
export type RunState =
  | "ready"
  | "preparing"
  | "spawning"
  | "running"
  | "stopping"
  | "finalizing"
  | "stopped";

/** What can happen to a run. */
export type RunEvent =
  | "startRequested"
  | "workersPrepared"
  | "prepareTimedOut"
  | "prepareFailed"
  | "rampCompleted"
  | "loadChanged"
  | "stopRequested"
  | "timeElapsed"
  | "sloBroken"
  | "workersLost"
  | "failed"
  | "completed"
  | "allDrained"
  | "drainTimedOut"
  | "summaryWritten"
  | "writeFailed";

/** Whatever ends the load: a limit, a wish, an SLO, or trouble. */
const endings = {
  stopRequested: "stopping",
  timeElapsed: "stopping",
  sloBroken: "stopping",
  workersLost: "stopping",
  failed: "stopping",
  completed: "stopping",
} as const;

/** The run's table. */
export const runMachine = createMachine<RunState, RunEvent>({
  name: "Run",
  about: "The master's view of one run, from the wish to start to the written summary.",
  initial: "ready",
  table: {
    ready: {
      about: "Nothing runs; workers may join, and the master waits until enough have.",
      on: { startRequested: "preparing" },
    },
    preparing: {
      about: "Workers hold the plan and check the target; no load yet.",
      on: {
        workersPrepared: "spawning",
        prepareTimedOut: "finalizing",
        prepareFailed: "finalizing",
        stopRequested: "finalizing",
        workersLost: "finalizing",
        failed: "finalizing",
      },
    },
    spawning: {
      about: "Users start, leave or change workers at the spawn rate.",
      on: { rampCompleted: "running", loadChanged: "spawning", ...endings },
    },
    running: {
      about: "As many users run as were asked for.",
      on: { loadChanged: "spawning", ...endings },
    },
    stopping: {
      about: "No request starts; running ones may end within the stop timeout, and workers report.",
      on: {
        allDrained: "finalizing",
        drainTimedOut: "finalizing",
        stopRequested: "finalizing",
        workersLost: "finalizing",
        failed: "finalizing",
      },
    },
    finalizing: {
      about: "The numbers are complete; the ledger is checked and the result is written.",
      on: { summaryWritten: "stopped", writeFailed: "stopped" },
    },
    stopped: {
      about: "The result is there; another run may start.",
      on: { startRequested: "preparing" },
    },
  },
});
