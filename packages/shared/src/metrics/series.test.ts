import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  admitSeries,
  maxSeries,
  otherSeriesLabels,
  seriesKey,
  type SeriesLabels,
  seriesLabels,
} from "./series.ts";

const labels: SeriesLabels = {
  endpoint: "openai-chat",
  host: "http://127.0.0.1:8000",
  outcome: "succeeded",
};

const full = { size: maxSeries, has: () => false };

test("gives two series the same key only when metric and labels are the same", () => {
  const label = fc.record({
    endpoint: fc.string({ unit: fc.constantFrom("a", ",", '"', "\\", "|"), maxLength: 4 }),
    host: fc.string({ unit: fc.constantFrom("a", ",", '"', "\\", "|"), maxLength: 4 }),
    outcome: fc.constantFrom("succeeded", "failed", "cancelled"),
  });
  const metric = fc.constantFrom("ttft", "e2e");
  fc.assert(
    fc.property(metric, label, metric, label, (metricA, a, metricB, b) => {
      const isSame =
        metricA === metricB &&
        a.endpoint === b.endpoint &&
        a.host === b.host &&
        a.outcome === b.outcome;
      expect(seriesKey(metricA, a) === seriesKey(metricB, b)).toBe(isSame);
    }),
  );
});

test("does not depend on the order of the labels", () => {
  const { outcome, host, endpoint } = labels;
  expect(seriesKey("ttft", { outcome, host, endpoint })).toBe(seriesKey("ttft", labels));
});

test("admits a new series while there is room", () => {
  const known = { size: maxSeries - 1, has: () => false };
  expect(admitSeries("ttft", labels, known)).toEqual(labels);
});

test("sends a new series to other when the cap is reached, and keeps its outcome", () => {
  const failed: SeriesLabels = { ...labels, outcome: "failed" };
  expect(admitSeries("ttft", failed, full)).toEqual(otherSeriesLabels("failed"));
});

test("goes on with a series that was admitted before the cap was reached", () => {
  const known = { size: maxSeries, has: (key: string) => key === seriesKey("ttft", labels) };
  expect(admitSeries("ttft", labels, known)).toEqual(labels);
  expect(admitSeries("e2e", labels, known)).toEqual(otherSeriesLabels("succeeded"));
});

test("checks labels that come from elsewhere", () => {
  expect(seriesLabels.safeParse(labels).success).toBe(true);
  expect(seriesLabels.safeParse(otherSeriesLabels("cancelled")).success).toBe(true);
  expect(seriesLabels.safeParse({ ...labels, outcome: "lost" }).success).toBe(false);
  expect(seriesLabels.safeParse({ ...labels, host: "" }).success).toBe(false);
});
