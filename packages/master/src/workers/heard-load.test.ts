import { expect, it } from "vitest";
import { heardLoadOf } from "./heard-load.ts";

type Heard = Parameters<typeof heardLoadOf>[0] extends Iterable<infer Entry> ? Entry : never;

const workerOf = (runId: string | null, liveness: Heard["liveness"] = "alive"): Heard => ({
  liveness,
  heartbeat: {
    type: "heartbeat",
    job: "running",
    runId,
    users: 3,
    inFlight: 2,
    started: 9,
    idle: false,
    cpu: 0.1,
    loopDelayP99Ms: 1,
    rssBytes: 1,
    clock: null,
    sentAtMs: 0,
  },
});

it("adds up the workers that are there and speak of this run", () => {
  const workers = [workerOf("a"), workerOf("a"), workerOf("b"), workerOf("a", "lost")];
  expect(heardLoadOf(workers, "a")).toEqual({ users: 6, inFlight: 4 });
});

it("knows nothing before the first word", () => {
  expect(heardLoadOf([workerOf(null), { liveness: "alive", heartbeat: null }], "a")).toBeNull();
});
