// Reads how long a server asks its clients to stay away. gadfly never retries; it reports the wish.

import { headerText } from "../transport.ts";
import type { ResponseHeaders } from "../transport.ts";

/** The wish in milliseconds, or null: `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function readRetryAfterMs(headers: ResponseHeaders, wallNowMs: number): number | null {
  const exact = readNumber(headerText(headers, "retry-after-ms"));
  if (exact !== null) return exact;
  const text = headerText(headers, "retry-after");
  const seconds = readNumber(text);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(text ?? "");
  return Number.isNaN(date) ? null : Math.max(0, date - wallNowMs);
}

function readNumber(text: string | null): number | null {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}
