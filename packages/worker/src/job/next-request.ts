// When a user's next request is due: its wait, and after a failure without any answer a pause besides.
import { seededRandom } from "@gadfly/shared/load/seeded-random";
import { nextDueMs } from "@gadfly/shared/load/wait";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { RequestEnd, VirtualUser } from "../load/virtual-user.ts";

/** Keeps the draws for waits apart from those for prompts. */
const waitStream = 2;

/** When the next request is due, and whether a pause after a failure has its part in that. */
export const dueAfter = (
  { load, seed }: Pick<Plan, "load" | "seed">,
  user: VirtualUser,
  end: RequestEnd,
): { readonly dueMs: number; readonly hasFailureWait: boolean } => {
  const dueMs = nextDueMs(load.wait, {
    previousDueMs: user.dueMs,
    previousEndMs: end.endedAtMs,
    random: () => seededRandom(seed, waitStream, user.index, user.iteration).nextFloat(),
  });
  if (!end.hadNoAnswer || load.failureWaitMs === 0) return { dueMs, hasFailureWait: false };
  return { dueMs: Math.max(dueMs, end.endedAtMs + load.failureWaitMs), hasFailureWait: true };
};
