import { expect, test } from "vitest";
import { Histogram } from "./histogram.ts";
import { summarize } from "./statistics.ts";

test("summarizes in the metric's unit, to three decimals", () => {
  const histogram = new Histogram();
  for (let value = 1; value <= 1000; value += 1) histogram.record(value);
  expect(summarize(histogram, 1000)).toEqual({
    count: 1000,
    min: 0.001,
    max: 1,
    mean: 0.501,
    stddev: 0.289,
    p50: 0.5,
    p66: 0.66,
    p75: 0.75,
    p80: 0.8,
    p90: 0.9,
    p95: 0.95,
    p98: 0.98,
    p99: 0.99,
    p99_9: 0.999,
    p99_99: 1,
  });
});

test("leaves whole units alone", () => {
  const histogram = new Histogram();
  histogram.record(150, 3);
  const { mean, stddev, p50, max } = summarize(histogram, 1);
  expect({ mean, stddev, p50, max }).toEqual({ mean: 150, stddev: 0, p50: 150, max: 150 });
});

test("has no figures for an empty histogram, only the count", () => {
  const { count, ...figures } = summarize(new Histogram(), 1000);
  expect(count).toBe(0);
  expect(new Set(Object.values(figures))).toEqual(new Set([null]));
});
