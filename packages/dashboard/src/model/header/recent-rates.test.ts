import { describe, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  workerRowOf,
} from "../../../../../test/support/snapshots.ts";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { emptyPicture } from "../empty-picture.ts";
import { recentRates } from "./recent-rates.ts";

const series = new Map([
  [1, { metric: "output_tps", labels: {} }],
  [2, { metric: "input_tps", labels: {} }],
  [3, { metric: "ttlb", labels: { outcome: "ok" } }],
  [4, { metric: "ttlb", labels: { outcome: "failed" } }],
]);

const samplesOf = (count: number): number[] => Array.from({ length: count }, () => 1000);

interface Happened {
  readonly good?: number;
  readonly failed?: number;
  readonly tokens?: number;
  readonly workers?: StepRecord["workers"];
}

const step = (index: number, happened: Happened): StepRecord => {
  const { good = 0, failed = 0, tokens = 0, workers = [] } = happened;
  const { type: _type, ...fields } = intervalOf(index, {
    histograms: [
      { id: 3, frame: frameOf(samplesOf(good)) },
      { id: 4, frame: frameOf(samplesOf(failed)) },
    ],
    counters: [
      { id: 1, delta: tokens },
      { id: 2, delta: 99 },
    ],
    workers,
  });
  return { ...fields, length: 1 };
};

const ratesOf = (steps: readonly StepRecord[], intervalMs = 1000) =>
  recentRates({ ...emptyPicture, steps, series, intervalMs });

describe("the rates of this moment", () => {
  it("are unknown before anything was measured", () => {
    expect(recentRates(emptyPicture).rps).toBeNull();
  });

  it("are those of the last five seconds", () => {
    const steps = [99, 99, 10, 10, 10, 10, 10].map((good, index) =>
      step(index, { good, failed: 1, tokens: 50 }),
    );
    expect(ratesOf(steps)).toEqual({ rps: 11, failureShare: 1 / 11, tokensPerS: 50 });
  });

  it("divide by the length of intervals, whatever it is", () => {
    const steps = Array.from({ length: 20 }, (_, index) => step(index, { good: 3 }));
    expect(ratesOf(steps, 500).rps).toBe(6);
    expect(ratesOf(steps, 10_000).rps).toBe(0.3);
  });

  it("do not count again what a worker did before it was away", () => {
    const row = (id: string, ended: number) =>
      workerRowOf(id, { ledger: ledgerOf(ended, { succeeded: ended }) });
    const steps = Array.from({ length: 10 }, (_, index) =>
      step(index, { good: 5, workers: [row("a", 5 * index)] }),
    );
    const back = step(10, { good: 10, workers: [row("a", 55), row("b", 5_000)] });
    expect(ratesOf([...steps, back]).rps).toBe(6);
  });
});
