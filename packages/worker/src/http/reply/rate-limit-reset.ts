// Reads when a used-up limit is full again from the headers in which services report their limits.
// A limit has two of them, such as `x-ratelimit-remaining-tokens` and `x-ratelimit-reset-tokens`, or
// `anthropic-ratelimit-requests-remaining` and `…-reset`.

import { parseDuration } from "@gadfly/shared/units/duration";
import { headerText } from "../transport.ts";
import type { ResponseHeaders } from "../transport.ts";

/** Bare numbers above these are times since 1970, in milliseconds and in seconds, and no spans. */
const firstEpochMs = 1e11;
const firstEpochS = 1e8;

/** Until the last of the used-up limits is reset, in milliseconds; null when none is used up. */
export function readLimitResetMs(headers: ResponseHeaders, wallNowMs: number): number | null {
  let longestMs: number | null = null;
  for (const name of Object.keys(headers)) {
    if (!name.includes("ratelimit") || !name.includes("remaining")) continue;
    if (Number(headerText(headers, name) || 1) !== 0) continue;
    const resetMs = readResetMs(headerText(headers, name.replace("remaining", "reset")), wallNowMs);
    if (resetMs !== null && resetMs > (longestMs ?? 0)) longestMs = resetMs;
  }
  return longestMs;
}

/** `12ms`, `6m0s`, a bare number of seconds, an RFC 3339 time, or seconds or milliseconds since 1970. */
function readResetMs(text: string | null, wallNowMs: number): number | null {
  if (text === null) return null;
  const bare = Number(text);
  if (bare > firstEpochMs) return bare - wallNowMs;
  if (bare > firstEpochS) return bare * 1000 - wallNowMs;
  const span = parseDuration(text);
  if (span.ok) return span.value;
  const date = /\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : date - wallNowMs;
}
