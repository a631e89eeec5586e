// The life of a worker's share of a run. Whether the link to the master lives is another axis
// (link-machine), and so is the lease (lease): a worker without a lease keeps its job and pauses it.
import { createMachine } from "./machine.ts";

/** What a worker is doing for a run. */
export type JobState = "idle" | "preparing" | "prepared" | "spawning" | "running" | "draining";

/** What can happen to a worker's job. */
export type JobEvent =
  | "planReceived"
  | "preflightPassed"
  | "preflightFailed"
  | "startReceived"
  | "rampCompleted"
  | "loadChanged"
  | "stopRequested"
  | "drained"
  | "failed";

/** The job's table. */
export const jobMachine = createMachine<JobState, JobEvent>({
  name: "Job",
  about: "What one worker does for a run.",
  initial: "idle",
  table: {
    idle: {
      about: "No plan; nothing to do.",
      on: { planReceived: "preparing", stopRequested: "idle" },
    },
    preparing: {
      about: "Has the plan and checks the target, the file descriptors and the ports.",
      on: {
        preflightPassed: "prepared",
        preflightFailed: "idle",
        loadChanged: "preparing",
        stopRequested: "idle",
        failed: "idle",
      },
    },
    prepared: {
      about: "Ready; waits for the agreed instant.",
      on: {
        startReceived: "spawning",
        loadChanged: "prepared",
        stopRequested: "idle",
        failed: "idle",
      },
    },
    spawning: {
      about: "Starts users and lets users go at the spawn rate, until it has its share.",
      on: {
        rampCompleted: "running",
        loadChanged: "spawning",
        stopRequested: "draining",
        failed: "idle",
      },
    },
    running: {
      about: "Runs exactly its share of users.",
      on: { loadChanged: "spawning", stopRequested: "draining", failed: "idle" },
    },
    draining: {
      about:
        "Starts no request; running ones end or are cancelled, then the last snapshot goes out.",
      on: { drained: "idle", stopRequested: "draining", failed: "idle" },
    },
  },
});
