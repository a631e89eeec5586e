// When failures end a run: "0.5/10s", a share of the requests that ended within a time.
import { z } from "zod";
import { formatDuration, parseDuration } from "../../units/duration.ts";
import type { ValueKind } from "../option.ts";

const failRatio = z.object({ ratio: z.number(), windowMs: z.number() });
/** A share of failed requests and the time over which it is taken. */
export type FailRatio = Readonly<z.infer<typeof failRatio>>;

const defaultWindowMs = 10_000;
const shortestWindowMs = 1_000;
const longestWindowMs = 3_600_000;

/** A share, and after a slash the time over which it is taken. */
export function failRatioKind() {
  return {
    name: "text",
    schema: z.union([z.string(), z.number()]).transform((given, context): FailRatio => {
      const read = readFailRatio(String(given));
      if (read !== null) return read;
      context.addIssue("not a share with a time");
      return z.NEVER;
    }),
    allowed: "a share from 0 to 1 and a time of 1s to 1h, such as 0.5/10s",
    range: null,
    placeholder: "SHARE/TIME",
    fromText: (given: string) => given.trim(),
    toText: (value: unknown) => {
      const parsed = failRatio.safeParse(value);
      return parsed.success ? `${parsed.data.ratio}/${formatDuration(parsed.data.windowMs)}` : null;
    },
  } satisfies ValueKind;
}

function readFailRatio(given: string): FailRatio | null {
  const [, share = "", , time] = /^(\d*\.?\d+)(\/(.+))?$/.exec(given) ?? [];
  const ratio = share === "" ? Number.NaN : Number(share);
  const window = time === undefined ? null : parseDuration(time);
  const windowMs = window === null ? defaultWindowMs : window.ok ? window.value : Number.NaN;
  const isWindow = windowMs >= shortestWindowMs && windowMs <= longestWindowMs;
  return ratio >= 0 && ratio <= 1 && isWindow ? { ratio, windowMs } : null;
}
