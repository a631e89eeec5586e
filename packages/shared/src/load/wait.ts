// How long a user of the closed loop waits between two requests: the schema and the rule.
// The text form is in wait-text.ts.
import { z } from "zod";
import { longestDurationMs } from "../units/duration.ts";

const longestS = longestDurationMs / 1000;
const seconds = z.number().nonnegative().max(longestS);
const positiveSeconds = z.number().positive().max(longestS);

/** How a user waits between two requests; times in seconds, as people write them. */
export const waitSpec = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  /** From the end of one request to the next. */
  z.object({ kind: z.literal("constant"), seconds }),
  /** The same, drawn evenly from a range. */
  z
    .object({ kind: z.literal("between"), minS: seconds, maxS: seconds })
    .refine(({ minS, maxS }) => minS <= maxS, { error: "minS must not be above maxS" }),
  /** From the start of one request to the start of the next. */
  z.object({ kind: z.literal("pacing"), seconds: positiveSeconds }),
  /** Pacing given as requests per second of one user. */
  z.object({
    kind: z.literal("throughput"),
    perS: z
      .number()
      .min(1 / longestS)
      .max(1_000_000),
  }),
]);
/** How a user waits between two requests. */
export type WaitSpec = z.infer<typeof waitSpec>;

/** What the rule needs to know about the user's previous request. */
export interface PreviousRequest {
  readonly previousDueMs: number;
  readonly previousEndMs: number;
  /** Gives a number in [0, 1); asked only when the wait is random. */
  readonly random: () => number;
}

/**
 * When a user's next request is due.
 *
 * Pacing is counted from when the previous request was due, so that our own delays do not add up.
 * A request longer than the period makes the next one due at once, at the previous end, and the
 * count goes on from there: as in Locust, missed turns are not made up for.
 */
export function nextDueMs(spec: WaitSpec, previous: PreviousRequest): number {
  const { previousDueMs, previousEndMs, random } = previous;
  switch (spec.kind) {
    case "none":
      return previousEndMs;
    case "constant":
      return previousEndMs + spec.seconds * 1000;
    case "between":
      return previousEndMs + (spec.minS + random() * (spec.maxS - spec.minS)) * 1000;
    case "pacing":
      return Math.max(previousEndMs, previousDueMs + spec.seconds * 1000);
    case "throughput":
      return Math.max(previousEndMs, previousDueMs + 1000 / spec.perS);
  }
}
