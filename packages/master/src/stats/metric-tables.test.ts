import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { build } from "hdr-histogram-js";
import { findMetric, type MetricRow } from "@gadfly/shared/metrics/metric-registry";
import { frameOf, labelsOf } from "../../../../test/support/snapshots.ts";
import { distributionsOf, isFailed, metricsOf, strictOf } from "./metric-tables.ts";
import { SeriesStore, type SeriesInfo } from "./series-store.ts";

const metricOf = (name: string): MetricRow => {
  const row = findMetric(name);
  if (row === undefined) throw new Error(`no metric ${name}`);
  return row;
};

interface Samples {
  readonly metric: string;
  readonly outcome?: string;
  readonly values?: readonly number[];
  readonly count?: number;
}

const storeOf = (...given: readonly Samples[]): SeriesStore => {
  const infos = new Map<number, SeriesInfo>(
    given.map(({ metric, outcome }, id) => [id, { metric, labels: labelsOf(outcome) }]),
  );
  const store = new SeriesStore(infos);
  given.forEach(({ values, count }, id) => {
    if (values !== undefined) store.addHistogram(id, frameOf(values));
    if (count !== undefined) store.addCounter(id, count);
  });
  return store;
};

describe("metrics of a window", () => {
  const store = storeOf(
    { metric: "ttft", values: [1000, 3000] },
    { metric: "ttft", outcome: "cancelled", values: [2000] },
    { metric: "ttft", outcome: "failed", values: [900_000] },
    { metric: "ttlb", values: [5000, 6000, 7000] },
    { metric: "ttlb", outcome: "failed", values: [1000] },
    { metric: "output_tps", outcome: "any", count: 120 },
    { metric: "input_tps", outcome: "any", count: 30 },
    { metric: "output_tokens", values: [7] },
  );

  it("leaves failed requests out of the distributions, and keeps cancelled ones", () => {
    expect(metricsOf(store, 10)["ttft"]).toMatchObject({
      unit: "ms",
      count: 3,
      min: 1,
      max: 3,
      mean: 2,
    });
    expect(distributionsOf(store, isFailed)["ttft"]).toMatchObject({ count: 1, max: 900 });
  });

  it("takes rates over the window", () => {
    expect(metricsOf(store, 8)).toMatchObject({
      rps: { unit: "requests/s", value: 0.5 },
      output_tps: { unit: "tokens/s", value: 15 },
      input_tps: { unit: "tokens/s", value: 3.75 },
      error_rate: { unit: "ratio", value: 0.25 },
    });
  });

  it("has no metric without samples, and no rate without time or requests", () => {
    expect(metricsOf(store, 8)).not.toHaveProperty("tpot");
    expect(metricsOf(storeOf(), 0)).toEqual({
      rps: { unit: "requests/s", value: null },
      output_tps: { unit: "tokens/s", value: null },
      input_tps: { unit: "tokens/s", value: null },
      error_rate: { unit: "ratio", value: null },
    });
    expect(metricsOf(storeOf(), -1)["rps"]).toMatchObject({ value: null });
  });

  it("does not call tokens none that nobody has told of", () => {
    const silent = storeOf({ metric: "ttlb", values: [5000] });
    const told = storeOf({ metric: "output_tokens", values: [0] });
    const value = (given: SeriesStore) => metricsOf(given, 8)["output_tps"];
    expect(value(silent)).toEqual({ unit: "tokens/s", value: null });
    expect(value(told)).toEqual({ unit: "tokens/s", value: 0 });
  });

  it("shows every metric in its own unit", () => {
    expect(metricsOf(store, 8)["output_tokens"]).toMatchObject({ unit: "tokens", p50: 7 });
  });

  it("gives the percentiles that hdr-histogram-js gives for the same samples", () => {
    const values = Array.from({ length: 500 }, (_, i) => 1000 + i * i * 17);
    const oracle = build({
      lowestDiscernibleValue: 1,
      highestTrackableValue: 3_600_000_000,
      numberOfSignificantValueDigits: 3,
    });
    for (const value of values) oracle.recordValue(value);
    const statistics = metricsOf(storeOf({ metric: "ttft", values }), 1)["ttft"];
    expect(statistics).toMatchObject({
      p50: oracle.getValueAtPercentile(50) / 1000,
      p90: oracle.getValueAtPercentile(90) / 1000,
      p99: oracle.getValueAtPercentile(99) / 1000,
    });
  });
});

describe("strict distribution", () => {
  const ttft = metricOf("ttft");
  const percentiles = {
    p50: 0.5,
    p66: 0.66,
    p75: 0.75,
    p80: 0.8,
    p90: 0.9,
    p95: 0.95,
    p98: 0.98,
    p99: 0.99,
    p99_9: 0.999,
    p99_99: 0.9999,
  };

  it("is the plain one when nothing failed", () => {
    const store = storeOf({ metric: "ttft", values: [1000, 2000, 3000] });
    expect(strictOf(ttft, store, 0)).toEqual(metricsOf(store, 1)["ttft"]);
  });

  it("has null where a percentile falls among the failed", () => {
    const values = [100, 200, 300, 400, 500, 600, 700, 800, 900];
    expect(strictOf(ttft, storeOf({ metric: "ttft", values }), 1)).toMatchObject({
      count: 10,
      min: 0.1,
      max: null,
      mean: null,
      stddev: null,
      p50: 0.5,
      p90: 0.9,
      p95: null,
      p99_99: null,
    });
  });

  it("ignores how late the failed ones were", () => {
    const store = storeOf(
      { metric: "ttft", values: [1000] },
      { metric: "ttft", outcome: "failed", values: [1, 2, 3] },
    );
    expect(strictOf(ttft, store, 3)).toMatchObject({ count: 4, min: 1, p50: null });
  });

  it("is nothing without any request, and all null when all failed", () => {
    expect(strictOf(ttft, storeOf(), 0)).toBeNull();
    expect(strictOf(ttft, storeOf(), 4)).toMatchObject({ count: 4, min: null, p50: null });
  });

  it("is the percentile of the sorted list with the failed at its end, whatever the numbers", () => {
    // Small values have buckets of their own, so the list gives the exact answer.
    const figures = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.nat(400));
    fc.assert(
      fc.property(figures, ([good, failed]) => {
        const values = Array.from({ length: good }, (_, i) => i + 1);
        const strict = strictOf(
          metricOf("output_tokens"),
          storeOf({ metric: "output_tokens", values }),
          failed,
        );
        for (const [name, share] of Object.entries(percentiles)) {
          // Shares have four decimals: whole numbers keep the rank exact.
          const rank = Math.ceil((Math.round(share * 10_000) * (good + failed)) / 10_000);
          expect([name, strict?.[name as keyof typeof percentiles]]).toEqual([
            name,
            rank <= good ? rank : null,
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
