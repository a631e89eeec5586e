// How much of the run's state matters to its members and to the passing of time.
import type { RunState } from "@gadfly/shared/lifecycle/run-machine";

/** How much of the run's state matters to its members. */
export type RunStage = "waiting" | "preparing" | "loading" | "stopping" | "over";

/** The stage that a state belongs to. */
export const stages: Readonly<Record<RunState, RunStage>> = {
  ready: "waiting",
  preparing: "preparing",
  spawning: "loading",
  running: "loading",
  stopping: "stopping",
  finalizing: "over",
  stopped: "over",
};
