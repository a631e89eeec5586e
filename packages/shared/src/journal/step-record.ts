// Neighbouring intervals as one: what late viewers get and reports keep of what is long past.
import { z } from "zod";
import { intervalFields } from "./journal-record.ts";

/** Several intervals as one: deltas summed, absolutes those of the last. */
export const stepRecord = z.object({
  length: z.int().positive().describe("How many intervals it holds, from `index` on"),
  ...intervalFields,
});
/** Several intervals as one. */
export type StepRecord = z.infer<typeof stepRecord>;
