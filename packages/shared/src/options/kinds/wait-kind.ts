// Waits as option values; what they look like and mean is known in load/.
import { z } from "zod";
import { formatWait, parseWait, waitExamples } from "../../load/wait-text.ts";
import { waitSpec, type WaitSpec } from "../../load/wait.ts";
import type { ValueKind } from "../option.ts";

/** How a user waits between two requests. */
export function wait() {
  return {
    name: "wait",
    schema: z.union([z.string(), z.number()]).transform((given, context): WaitSpec => {
      const parsed = parseWait(given);
      if (parsed.ok) return parsed.value;
      context.addIssue(parsed.error);
      return z.NEVER;
    }),
    allowed: waitExamples,
    range: null,
    placeholder: "WAIT",
    fromText: (text: string) => text.trim(),
    toText: (value: unknown) => {
      const parsed = waitSpec.safeParse(value);
      return parsed.success ? formatWait(parsed.data) : null;
    },
  } satisfies ValueKind;
}
