// Requests that users break off on purpose, as people do who close the page or press stop.
import { z } from "zod";

/** When a request that was chosen to be broken off is: after so many tokens, or after some time. */
export const cancelAfter = z.discriminatedUnion("unit", [
  z.object({ unit: z.literal("tokens"), tokens: z.int().positive() }),
  z.object({ unit: z.literal("ms"), ms: z.number().nonnegative() }),
]);
/** When a request that was chosen to be broken off is. */
export type CancelAfter = z.infer<typeof cancelAfter>;

/** Which requests are broken off, and when. */
export const cancelPlan = z.object({
  /** Share of the requests, 0 to 1; which ones is a pure function of seed, user and iteration. */
  rate: z.number().min(0).max(1),
  after: cancelAfter,
});
/** Which requests are broken off, and when. */
export type CancelPlan = z.infer<typeof cancelPlan>;
