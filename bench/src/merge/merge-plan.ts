// A plan for runs that send no request: nothing in it matters but its id and its interval.
import { barePlan } from "@gadfly/shared/plan/bare-plan";
import type { Plan } from "@gadfly/shared/plan/plan";

/** The plan of a run with one user for each worker. */
export const mergePlan = (workers: number): Plan => ({
  ...barePlan,
  runId: "merge-bench",
  load: { ...barePlan.load, users: workers, spawnRate: workers },
});
