// What the workers' heartbeats tell of a run's load. They come once a second and at once, where the
// figures of an interval wait until all workers have passed it.
import type { WorkerEntry } from "./worker-entry.ts";

/** The load of all workers together. */
export interface HeardLoad {
  readonly users: number;
  readonly inFlight: number;
}

/** The sum over the workers that are there; null: none has spoken of this run. */
export const heardLoadOf = (
  workers: Iterable<Pick<WorkerEntry, "liveness" | "heartbeat">>,
  runId: string,
): HeardLoad | null => {
  const heard = [...workers].flatMap(({ liveness, heartbeat }) =>
    liveness === "alive" && heartbeat?.runId === runId ? [heartbeat] : [],
  );
  if (heard.length === 0) return null;
  return {
    users: heard.reduce((sum, { users }) => sum + users, 0),
    inFlight: heard.reduce((sum, { inFlight }) => sum + inFlight, 0),
  };
};
