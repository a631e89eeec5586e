import { describe, expect, it } from "vitest";
import { addedErrorOf, reportedScaleMs } from "./added-error.ts";
import { latencyOf, pointOf, wrongBy } from "./point-example.ts";

describe("added error", () => {
  it("is the largest of the latencies, whatever its sign", () => {
    const latencies = {
      ttft: latencyOf([99, 120], [100, 150]),
      chunk_gap: latencyOf([80, 90], [80, 81]),
    };
    expect(addedErrorOf(pointOf({ latencies }))).toMatchObject({
      p50Ms: 1,
      p99Ms: 30,
      scaleMs: 80,
      p99Share: 30 / 80,
      p50Share: 0.01,
    });
  });

  it.each([
    [10, "none"],
    [10.1, "SUSPECT"],
    [50, "SUSPECT"],
    [50.1, "INVALID"],
  ])("of %d ms in a p99 beside a median of 100 ms deserves %s", (errorMs, harm) => {
    expect(addedErrorOf(wrongBy(errorMs)).harm).toBe(harm);
  });

  it.each([
    [109, "none"],
    [111, "INVALID"],
  ])("of a median that is given as %d instead of 100 ms deserves %s", (reportedMs, harm) => {
    const latencies = { e2e: latencyOf([reportedMs, 130], [100, 130]) };
    expect(addedErrorOf(pointOf({ latencies })).harm).toBe(harm);
  });

  it.each([
    [4.9, "none"],
    [5.1, "SUSPECT"],
    [25.1, "INVALID"],
  ])("of %d ms beside a median of 1 ms is judged as beside 50 ms: %s", (errorMs, harm) => {
    const latencies = { e2e: latencyOf([1, 2 + errorMs], [1, 2]) };
    expect(addedErrorOf(pointOf({ latencies })).harm).toBe(harm);
  });

  it("is compared by the rules with what was reported, for they know nothing else", () => {
    const latencies = { ttft: latencyOf([300, 400], [100, 110]) };
    expect(reportedScaleMs(pointOf({ latencies }))).toBe(300);
    expect(reportedScaleMs(pointOf())).toBe(50);
  });
});
