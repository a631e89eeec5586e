import { expect, test } from "vitest";
import { readRetryInfoMs, withRetryHint } from "./retry-hint.ts";

const withDetails = (...details: unknown[]): unknown => ({ error: { message: "x", details } });
const retryInfo = (retryDelay: unknown): unknown => ({
  "@type": "type.googleapis.com/google.rpc.RetryInfo",
  retryDelay,
});

test.each<[string, unknown, number | null]>([
  ["whole seconds", withDetails(retryInfo("17s")), 17_000],
  ["fractions", [withDetails(retryInfo("0.250s"))], 250],
  ["the detail among others", withDetails(null, { "@type": "Help" }, retryInfo("3s")), 3000],
  ["nothing from a delay that is none", withDetails(retryInfo(17)), null],
  ["nothing from a negative delay", withDetails(retryInfo("-1s")), null],
  ["nothing without details", { error: { message: "x" } }, null],
  ["nothing from a plain error", { error: "x" }, null],
  ["nothing from no object", null, null],
])("reads %s", (_name, value, expected) => {
  expect(readRetryInfoMs(value)).toBe(expected);
});

test.each<[number | null, string]>([
  [null, "m"],
  [0, "m"],
  [-5, "m"],
  [12, "m (retry after 0.1 s)"],
  [1000, "m (retry after 1 s)"],
  [2450, "m (retry after 2.5 s)"],
  [17_001, "m (retry after 18 s)"],
  [360_000, "m (retry after 360 s)"],
])("puts a wish of %s ms into words, rounded up", (wishMs, expected) => {
  expect(withRetryHint("m", wishMs)).toBe(expected);
});
