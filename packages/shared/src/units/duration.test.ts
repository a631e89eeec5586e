import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatDuration,
  formatDurationOrOff,
  longestDurationMs,
  parseDuration,
  parseDurationOrOff,
} from "./duration.ts";

describe("parseDuration", () => {
  test.each<[string | number, number]>([
    ["30s", 30_000],
    ["20m", 1_200_000],
    ["3h", 10_800_000],
    ["1h30m", 5_400_000],
    ["2d", 172_800_000],
    ["1h1m1s1ms", 3_661_001],
    ["300", 300_000],
    [300, 300_000],
    [0.5, 500],
    ["1.5s", 1500],
    [".5s", 500],
    ["500ms", 500],
    ["0.1ms", 0.1],
    ["1.1s", 1100],
    [" 5s ", 5000],
    ["0", 0],
    ["365d", longestDurationMs],
  ])("reads %j as %d ms", (given, expectedMs) => {
    expect(parseDuration(given)).toEqual({ ok: true, value: expectedMs });
  });

  test.each<[string | number, RegExp]>([
    ["5x", /'5x' is not a time span; write for example 30s/],
    ["30m1h", /not a time span/],
    ["1h 30m", /not a time span/],
    ["30S", /not a time span/],
    ["1e3", /not a time span/],
    ["off", /not a time span/],
    [Number.NaN, /not a time span/],
    ["", /a time span is missing/],
    ["  ", /a time span is missing/],
    ["-5s", /'-5s' is negative/],
    [-1, /'-1' is negative/],
    ["366d", /longer than the longest time span allowed, 365 days/],
    ["999999999999999999999", /longer than the longest/],
  ])("refuses %j with a sentence", (given, sentence) => {
    const parsed = parseDuration(given);
    expect(parsed.ok ? "" : parsed.error).toMatch(sentence);
  });
});

describe("parseDurationOrOff", () => {
  test("reads off as null and everything else as a time span", () => {
    expect(parseDurationOrOff("off")).toEqual({ ok: true, value: null });
    expect(parseDurationOrOff("5s")).toEqual({ ok: true, value: 5000 });
    expect(parseDurationOrOff("on").ok).toBe(false);
  });
});

describe("formatDuration", () => {
  test.each([
    [0, "0s"],
    [500, "500ms"],
    [0.25, "0.25ms"],
    [1000, "1s"],
    [1500, "1.5s"],
    [60_000, "1m"],
    [5_400_000, "1h30m"],
    [90_061_500, "1d1h1m1.5s"],
  ])("writes %d ms as %s", (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  test("writes null as off", () => {
    expect(formatDurationOrOff(null)).toBe("off");
    expect(formatDurationOrOff(2000)).toBe("2s");
  });

  test("writes what parseDuration reads back, to the microsecond", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: longestDurationMs * 1000 }), (microseconds) => {
        const durationMs = microseconds / 1000;
        expect(parseDuration(formatDuration(durationMs))).toEqual({ ok: true, value: durationMs });
      }),
    );
  });
});
