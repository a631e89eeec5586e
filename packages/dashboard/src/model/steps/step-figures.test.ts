import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { encodeHistogram } from "@gadfly/shared/metrics/hdr-codec";
import { quantilesOf } from "@gadfly/shared/metrics/histogram";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  frameOf,
  histogramOf,
  intervalOf,
  labelsOf,
  ledgerOf,
  workerRowOf,
} from "../../../../../test/support/snapshots.ts";
import type { SeriesInfo } from "../run-picture.ts";
import { countBands, edgeMs } from "./latency-bands.ts";
import { latenciesOf, loopDelaysOf } from "./latency-figures.ts";
import { presenceOf } from "./present-workers.ts";
import { samplesOf } from "./sparse-samples.ts";
import { countsOf } from "./step-counts.ts";

const samples = fc.array(fc.nat(4_000_000_000), { minLength: 1, maxLength: 60 });

const stepOf = (parts: Partial<StepRecord>): StepRecord => {
  const { type: _type, ...fields } = intervalOf(0);
  return { ...fields, length: 1, ...parts };
};

const seriesOf = (...rows: readonly (readonly [string, string])[]): Map<number, SeriesInfo> =>
  new Map(rows.map(([metric, outcome], id) => [id, { metric, labels: labelsOf(outcome) }]));

describe("the samples of a step", () => {
  it("have the quantiles of a histogram, from one frame or from several", () => {
    const quantiles = [0, 0.5, 0.9, 0.99, 1];
    fc.assert(
      fc.property(fc.array(samples, { minLength: 1, maxLength: 3 }), (parts) => {
        const read = samplesOf(parts.map((part) => frameOf(part)));
        const whole = histogramOf(parts.flat());
        expect(read?.count).toBe(whole.count);
        expect(read === null ? [] : quantilesOf(read, quantiles)).toEqual(
          whole.quantiles(quantiles),
        );
      }),
    );
  });

  it("are none where no frame holds any", () => {
    expect(samplesOf([])).toBeNull();
    expect(samplesOf([frameOf()])).toBeNull();
  });
});

describe("bands of latency", () => {
  it("hold every sample once, within a bucket of its place", () => {
    fc.assert(
      fc.property(samples, (given) => {
        const { first, counts } = countBands(histogramOf(given));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(given.length);
        const [least, most] = [Math.min(...given) / 1_000, Math.max(...given) / 1_000];
        expect(edgeMs(first)).toBeLessThanOrEqual(Math.max(0.001, least * 1.001));
        const top = edgeMs(first + counts.length);
        expect(top).toBeGreaterThanOrEqual(Math.min(3_600_000, most) * 0.999);
      }),
    );
  });

  it("have edges that are evenly spaced on a logarithmic scale", () => {
    expect(edgeMs(0)).toBe(0.001);
    expect(edgeMs(48)).toBeCloseTo(1, 9);
    expect(edgeMs(17) / edgeMs(16)).toBeCloseTo(edgeMs(81) / edgeMs(80), 9);
  });

  it("put zero into the lowest band", () => {
    expect(countBands(histogramOf([0, 0, 1]))).toEqual({ first: 0, counts: [3] });
  });
});

describe("the figures of a step", () => {
  it("are those of the requests that did not fail", () => {
    const series = seriesOf(["ttft", "succeeded"], ["ttft", "failed"], ["ttft", "cancelled"]);
    const frames = [[1_000], [900_000], [3_000]].map((part, id) => ({ id, frame: frameOf(part) }));
    const [figures] = latenciesOf([stepOf({ histograms: frames })], "ttft", series);
    expect(figures).toMatchObject({ p50: 1, p99: 3, max: 3 });
  });

  it("are in the unit of their metric", () => {
    const series = seriesOf(["output_tokens", "succeeded"]);
    const step = stepOf({ histograms: [{ id: 0, frame: frameOf([64, 64, 128]) }] });
    expect(latenciesOf([step], "output_tokens", series)[0]).toMatchObject({ p50: 64, max: 128 });
  });

  it("are remembered with the step", () => {
    const series = seriesOf(["e2e", "succeeded"]);
    const step = stepOf({ histograms: [{ id: 0, frame: frameOf([5]) }] });
    const [first] = latenciesOf([step], "e2e", series);
    expect(latenciesOf([step], "e2e", series)[0]).toBe(first);
    expect(latenciesOf([{ ...step }], "e2e", series)[0]).not.toBe(first);
  });

  it("are null where nothing was measured, also where a frame cannot be read", () => {
    const series = seriesOf(["ttft", "succeeded"]);
    const broken = { ...encodeHistogram(histogramOf([5])), sum: 0 };
    const steps = [stepOf({}), stepOf({ histograms: [{ id: 0, frame: broken }] })];
    expect(latenciesOf(steps, "ttft", series)).toEqual([null, null]);
    expect(loopDelaysOf(steps)).toEqual([null, null]);
  });

  it("take the loop delay of all workers together", () => {
    const workers = [[1_000], [5_000]].map((delays, place) =>
      workerRowOf(`w${place}`, { loopDelay: frameOf(delays) }),
    );
    expect(loopDelaysOf([stepOf({ workers })])[0]).toMatchObject({ p50: 1, max: 5 });
  });
});

describe("the counts of a step", () => {
  it("are of requests that ended, and of tokens where anybody counted them", () => {
    const series = seriesOf(["ttlb", "succeeded"], ["ttlb", "failed"], ["output_tps", "any"]);
    const step = stepOf({
      histograms: [
        { id: 0, frame: frameOf([1, 2, 3]) },
        { id: 1, frame: frameOf([1]) },
      ],
      counters: [{ id: 2, delta: 7 }],
    });
    expect(countsOf(step, series)).toEqual({
      ended: 4,
      failed: 1,
      outputTokens: 7,
      inputTokens: null,
      items: null,
    });
  });
});

describe("the workers of a step", () => {
  it("count once, with what each said last, and without users that others run", () => {
    const rowOf = (worker: string, users: number) =>
      workerRowOf(worker, { users, ledger: ledgerOf(2 * users) });
    const step = stepOf({ workers: [rowOf("a", 1), rowOf("a", 3), rowOf("b", 5)] });
    expect(presenceOf(step, 10, [])).toEqual({ users: 8, workers: 2, inFlight: 16 });
    const away = [{ worker: "b", fromS: 10, toS: 12 }];
    expect(presenceOf(step, 10, away)).toEqual({ users: 3, workers: 1, inFlight: 16 });
    expect(presenceOf(step, 12, away).users).toBe(8);
    expect(presenceOf(step, 9, away).users).toBe(8);
  });
});
