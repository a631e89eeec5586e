// Reads how long a server asks its clients to stay away. gadfly never retries; it reports the wish.

import { parseDuration } from "@gadfly/shared/units/duration";
import { headerText } from "../transport.ts";
import type { ResponseHeaders } from "../transport.ts";
import { readLimitResetMs } from "./rate-limit-reset.ts";

/**
 * The wish in milliseconds, or null: `retry-after-ms`, or `retry-after` in seconds or as a date, else
 * the time until a limit that is used up is reset.
 */
export function readRetryAfterMs(headers: ResponseHeaders, wallNowMs: number): number | null {
  const exact = headerText(headers, "retry-after-ms") ?? "";
  if (/^\s*\d+(\.\d+)?\s*$/.test(exact)) return Number(exact);
  return (
    readWaitMs(headerText(headers, "retry-after") ?? "", wallNowMs) ??
    readLimitResetMs(headers, wallNowMs)
  );
}

/** A time span such as `30`, `0.5` or `17s`, or the time until a date; null for anything else. */
function readWaitMs(text: string, wallNowMs: number): number | null {
  const span = parseDuration(text);
  if (span.ok) return span.value;
  // Without a time of day it is no date; Date.parse would take almost any number for one.
  const date = /\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - wallNowMs);
}
