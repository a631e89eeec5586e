// Time spans as option values: written as people write them, resolved to milliseconds.
import { z } from "zod";
import type { Result } from "../../errors/result.ts";
import {
  durationExamples,
  formatDuration,
  longestDurationMs,
  parseDuration,
  parseDurationOrOff,
} from "../../units/duration.ts";
import type { ValueKind } from "../option.ts";

interface Bounds {
  readonly minMs?: number;
  readonly maxMs?: number;
  /** A span of 0 means the same as `off`. */
  readonly zeroIsOff?: true;
}

/** A time span; it cannot be switched off. */
export function timeSpan(bounds: Bounds = {}) {
  return {
    ...common(bounds, ""),
    schema: z.union([z.string(), z.number()]).transform((given, context) => {
      return checked(parseDuration(given), bounds) ?? refuse(context);
    }),
  } satisfies ValueKind;
}

/** A time span, or `off`, which resolves to null. */
export function timeSpanOrOff(bounds: Bounds = {}) {
  return {
    ...common(bounds, ", or off"),
    schema: z.union([z.string(), z.number()]).transform((given, context): number | null => {
      const parsed = parseDurationOrOff(given);
      const isOff =
        parsed.ok && (parsed.value === null || (parsed.value === 0 && bounds.zeroIsOff));
      return isOff ? null : (checked(parsed, bounds) ?? refuse(context));
    }),
  } satisfies ValueKind;
}

function checked(parsed: Result<number | null>, bounds: Bounds): number | null {
  if (!parsed.ok || parsed.value === null) return null;
  const { minMs = 0, maxMs = longestDurationMs } = bounds;
  return parsed.value >= minMs && parsed.value <= maxMs ? parsed.value : null;
}

function refuse(context: { addIssue(text: string): void }): never {
  context.addIssue("not an allowed time span");
  return z.NEVER;
}

function common({ minMs = 0, maxMs = longestDurationMs }: Bounds, orOff: string) {
  const range = `${formatDuration(minMs)} to ${formatDuration(maxMs)}${orOff}`;
  return {
    name: "time span" as const,
    allowed: `a time span such as ${durationExamples}, from ${range}`,
    range,
    placeholder: "TIME",
    fromText: (text: string) => text.trim(),
  };
}
