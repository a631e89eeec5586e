import { expect, test } from "vitest";
import { readRetryAfterMs } from "./retry-after.ts";

const usedUp = (reset: string): Record<string, string> => ({
  "x-ratelimit-remaining-requests": "0",
  "x-ratelimit-reset-requests": reset,
});
const now = Date.parse("2026-01-01T00:00:00Z");

test.each<[string, Record<string, string>, number | null]>([
  ["seconds", { "retry-after": "30" }, 30_000],
  ["fractions of a second", { "retry-after": "0.5" }, 500],
  ["a date", { "retry-after": "Thu, 01 Jan 2026 00:00:10 GMT" }, 10_000],
  ["a date in the past", { "retry-after": "Wed, 31 Dec 2025 00:00:10 GMT" }, 0],
  ["milliseconds first", { "retry-after-ms": "1500", "retry-after": "2" }, 1500],
  ["an RFC 3339 time", { "retry-after": "2026-01-01T00:00:10Z" }, 10_000],
  ["a number with its unit", { "retry-after": "17s" }, 17_000],
  ["nonsense", { "retry-after": "soon" }, null],
  ["a negative number", { "retry-after": "-1" }, null],
  ["milliseconds that are none", { "retry-after-ms": "-1", "retry-after": "2" }, 2000],
  ["the wish before any limit", { "retry-after": "2", ...usedUp("1m") }, 2000],
  ["a limit that is used up", usedUp("6m0s"), 360_000],
  ["nothing", {}, null],
])("reads %s", (_name, headers, expected) => {
  expect(readRetryAfterMs(headers, now)).toBe(expected);
});
