// What can be done to a run, by its state.
import type { WebState } from "@gadfly/shared/web/run-status";

/** How far a run is, for whoever wants to steer it. */
export type Stage = "none" | "waiting" | "loading" | "stopping" | "ending" | "over";

const stages: Readonly<Record<WebState, Stage>> = {
  idle: "none",
  ready: "waiting",
  preparing: "waiting",
  spawning: "loading",
  running: "loading",
  stopping: "stopping",
  finalizing: "ending",
  stopped: "over",
};

/** The stage of a state. */
export const stageOf = (state: WebState): Stage => stages[state];
