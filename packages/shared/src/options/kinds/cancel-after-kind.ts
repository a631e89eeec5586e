// When a request is broken off on purpose: "20 tokens" or "500ms".
import { z } from "zod";
import { cancelAfter, type CancelAfter } from "../../load/cancel-plan.ts";
import { formatDuration, parseDuration } from "../../units/duration.ts";
import type { ValueKind } from "../option.ts";

/** A number of tokens, or a time span. */
export function cancelAfterKind() {
  return {
    name: "text",
    schema: z.union([z.string(), z.number()]).transform((given, context): CancelAfter => {
      const read = readTokens(String(given)) ?? readTime(given);
      if (read !== null) return read;
      context.addIssue("not a number of tokens or a time span");
      return z.NEVER;
    }),
    allowed: "a number of tokens such as '20 tokens', or a time span such as 500ms",
    range: null,
    placeholder: "TOKENS|TIME",
    fromText: (given: string) => given.trim(),
    toText: (value: unknown) => {
      const parsed = cancelAfter.safeParse(value);
      return parsed.success ? formatCancelAfter(parsed.data) : null;
    },
  } satisfies ValueKind;
}

function formatCancelAfter(after: CancelAfter): string {
  if (after.unit === "ms") return formatDuration(after.ms);
  return after.tokens === 1 ? "1 token" : `${after.tokens} tokens`;
}

function readTokens(given: string): CancelAfter | null {
  const tokens = Number(/^(\d{1,9}) ?(?:tokens?|tok)$/.exec(given.trim())?.[1] ?? 0);
  return tokens === 0 ? null : { unit: "tokens", tokens };
}

function readTime(given: string | number): CancelAfter | null {
  const parsed = parseDuration(given);
  return parsed.ok ? { unit: "ms", ms: parsed.value } : null;
}
