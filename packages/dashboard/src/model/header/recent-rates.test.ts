import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { describe, expect, it } from "vitest";
import { emptyPicture } from "../empty-picture.ts";
import { recentRates } from "./recent-rates.ts";

const workerAt = (worker: string, succeeded: number, failed: number): StepRecord["workers"][0] => ({
  worker,
  users: 1,
  peakUsers: 1,
  ledger: {
    due: 0,
    started: 0,
    succeeded,
    failed,
    cancelled: 0,
    inFlight: 0,
    dropped: 0,
    waiting: 0,
  },
  cpu: 0,
  gcMs: 0,
  rssBytes: 0,
  loopDelay: { hdr: new Uint8Array(), sum: 0, min: 0, max: 0, clamped: 0 },
  clock: null,
  final: false,
});

const step = (index: number, workers: StepRecord["workers"], tokens: number): StepRecord => ({
  length: 1,
  index,
  histograms: [],
  counters: [
    { id: 1, delta: tokens },
    { id: 2, delta: 99 },
  ],
  coalesced: 0,
  tokenSources: { usage: 0, events: 0 },
  errors: [],
  warnings: [],
  workers,
});

const series = new Map([
  [1, { metric: "output_tps", labels: {} }],
  [2, { metric: "input_tps", labels: {} }],
]);

describe("the rates of this moment", () => {
  it("are unknown before anything was measured", () => {
    expect(recentRates(emptyPicture).rps).toBeNull();
  });

  it("are those of the last five seconds", () => {
    const steps = Array.from({ length: 8 }, (_, i) =>
      step(i, [workerAt("a", 10 * (i + 1), i + 1)], 50),
    );
    const rates = recentRates({ ...emptyPicture, steps, series });
    expect(rates).toEqual({ rps: 11, failureShare: 1 / 11, tokensPerS: 50 });
  });

  it("count a worker that has just joined, and no more than it did", () => {
    const before = Array.from({ length: 5 }, (_, i) => step(i, [workerAt("a", 5, 0)], 0));
    const steps = [...before, step(5, [workerAt("a", 5, 0), workerAt("b", 10, 0)], 0)];
    expect(recentRates({ ...emptyPicture, steps, series }).rps).toBe(2);
  });
});
