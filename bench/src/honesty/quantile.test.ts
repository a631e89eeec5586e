import { Histogram } from "@gadfly/shared/metrics/histogram";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentilesOf, quantileOf } from "./quantile.ts";

describe("the exact quantile", () => {
  it("takes the sample of rank ceil(q × n)", () => {
    const sorted = Float64Array.from({ length: 200 }, (_, i) => i + 1);
    expect([0, 0.5, 0.99, 1].map((q) => quantileOf(sorted, q))).toEqual([1, 100, 198, 200]);
  });

  it("agrees with the histogram to its three digits", () => {
    const values = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.constantFrom(0.5, 0.9, 0.99), (samples, q) => {
        const histogram = new Histogram();
        for (const sample of samples) histogram.record(sample);
        const exact = quantileOf(Float64Array.from(samples).sort(), q);
        expect(Math.abs(histogram.quantile(q) - exact)).toBeLessThanOrEqual(exact / 1000);
      }),
    );
  });
});

describe("percentiles of a truth", () => {
  it("are in milliseconds", () => {
    expect(percentilesOf([3000, 1000, 2000])).toEqual({ p50Ms: 2, p99Ms: 3, count: 3 });
  });

  it("are unknown without samples", () => {
    expect(percentilesOf([])).toBeNull();
  });
});
