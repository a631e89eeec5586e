import { expect, test } from "vitest";
import { readRetryAfterMs } from "./retry-after.ts";

const now = Date.parse("2026-01-01T00:00:00Z");

test.each<[string, Record<string, string>, number | null]>([
  ["seconds", { "retry-after": "30" }, 30_000],
  ["fractions of a second", { "retry-after": "0.5" }, 500],
  ["a date", { "retry-after": "Thu, 01 Jan 2026 00:00:10 GMT" }, 10_000],
  ["a date in the past", { "retry-after": "Wed, 31 Dec 2025 00:00:10 GMT" }, 0],
  ["milliseconds first", { "retry-after-ms": "1500", "retry-after": "2" }, 1500],
  ["nonsense", { "retry-after": "soon" }, null],
  ["nothing", {}, null],
])("reads %s", (_name, headers, expected) => {
  expect(readRetryAfterMs(headers, now)).toBe(expected);
});
