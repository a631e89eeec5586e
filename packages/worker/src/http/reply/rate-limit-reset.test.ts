import { expect, test } from "vitest";
import { readLimitResetMs } from "./rate-limit-reset.ts";

const now = Date.parse("2026-01-01T00:00:00Z");
const openAi = (
  remaining: Record<string, string>,
  reset: Record<string, string>,
): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(remaining).map(([name, value]) => [`x-ratelimit-remaining-${name}`, value]),
  ),
  ...Object.fromEntries(
    Object.entries(reset).map(([name, value]) => [`x-ratelimit-reset-${name}`, value]),
  ),
});

test.each<[string, Record<string, string>, number | null]>([
  [
    "the used-up limit",
    openAi({ requests: "0", tokens: "90" }, { requests: "12ms", tokens: "1h" }),
    12,
  ],
  [
    "the longer of two",
    openAi({ requests: "0", tokens: "0" }, { requests: "1s", tokens: "6m0s" }),
    360_000,
  ],
  ["nothing while much remains", openAi({ requests: "5" }, { requests: "1s" }), null],
  ["nothing from an unknown rest", openAi({ requests: "-1" }, { requests: "1s" }), null],
  ["nothing from an empty rest", openAi({ requests: "" }, { requests: "1s" }), null],
  ["nothing from a reset of -1", openAi({ requests: "0" }, { requests: "-1" }), null],
  ["nothing from a reset of 0", openAi({ requests: "0" }, { requests: "0" }), null],
  ["nothing without a reset", openAi({ requests: "0" }, {}), null],
  [
    "Anthropic's times",
    {
      "anthropic-ratelimit-tokens-remaining": "0",
      "anthropic-ratelimit-tokens-reset": "2026-01-01T00:01:00Z",
    },
    60_000,
  ],
  [
    "a time that is over",
    { "ratelimit-remaining": "0", "ratelimit-reset": "2025-12-31T23:59:00Z" },
    null,
  ],
  ["bare seconds", { "ratelimit-remaining": "0", "ratelimit-reset": "30" }, 30_000],
  [
    "seconds since 1970",
    { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1000 + 5) },
    5000,
  ],
  [
    "milliseconds since 1970",
    { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now + 700) },
    700,
  ],
])("reads %s", (_name, headers, expected) => {
  expect(readLimitResetMs(headers, now)).toBe(expected);
});
