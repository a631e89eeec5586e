import { describe, expect, test } from "vitest";
import {
  clockStep,
  clockText,
  clockTicks,
  latencySpanText,
  latencyText,
  logTicks,
  shortText,
} from "./axis-ticks.ts";

describe("labels of time", () => {
  test("stand at round times that fit", () => {
    expect(clockTicks({ fromS: 0, toS: 60 }, 300)).toEqual([0, 15, 30, 45, 60]);
    expect(clockTicks({ fromS: 3, toS: 13 }, 300)).toEqual([5, 10]);
  });

  test("are never more than asked for, even over days", () => {
    for (const spanS of [1, 59, 61, 3599, 7200, 90_000, 900_000]) {
      expect(spanS / clockStep(spanS, 6)).toBeLessThanOrEqual(6);
    }
  });

  test("are as short as they go", () => {
    expect([0, 7, 60, 90, 3600, 5400, 3605].map(clockText)).toEqual([
      "0s",
      "7s",
      "1m",
      "1m30s",
      "1h",
      "1h30m",
      "1h00m05s",
    ]);
  });
});

describe("labels of latencies", () => {
  test("are 1, 2 and 5 where there is room", () => {
    expect(logTicks(10, 200, 8)).toEqual([10, 20, 50, 100, 200]);
  });

  test("are powers of ten where there is less", () => {
    expect(logTicks(1, 1e4, 5)).toEqual([1, 10, 100, 1000, 10_000]);
  });

  test("name the unit that reads best", () => {
    expect([0.5, 20, 1500].map(latencyText)).toEqual(["0.5 ms", "20 ms", "1.5 s"]);
  });

  test("name a unit once for both ends of a band", () => {
    expect(latencySpanText(180, 200)).toBe("180 to 200 ms");
    expect(latencySpanText(900, 1100)).toBe("900 ms to 1.1 s");
  });

  test("shorten large values", () => {
    expect([0.25, 40, 9999, 12_000, 3e6].map(shortText)).toEqual([
      "0.25",
      "40",
      "9999",
      "12k",
      "3M",
    ]);
  });
});
