import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { describe, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  workerRowOf,
} from "../../../../../test/support/snapshots.ts";
import { absencesOf } from "./absent-workers.ts";
import { describeSteps } from "./describe-steps.ts";
import { resolutionsOf, resolveSteps as eachResolved } from "./step-resolution.ts";

const stepsOf = (count: number): StepRecord[] =>
  Array.from({ length: count }, (_, index) => {
    const { type: _type, ...fields } = intervalOf(index, {
      histograms: [{ id: 0, frame: frameOf([1000 + index]) }],
      counters: [{ id: 1, delta: 2 }],
      workers: ["a", "b"].map((name) =>
        workerRowOf(name, { users: 3, cpu: name === "a" ? 0.9 : 0.1, ledger: ledgerOf(index + 1) }),
      ),
    });
    return { ...fields, length: 1 };
  });

const sumOf = (steps: readonly StepRecord[]) => {
  const histogram = new Histogram();
  for (const { frame } of steps.flatMap(({ histograms }) => histograms)) addFrame(histogram, frame);
  const delta = steps.flatMap(({ counters }) => counters).reduce((sum, row) => sum + row.delta, 0);
  return { count: histogram.count, sum: histogram.sum, p50: histogram.quantile(0.5), delta };
};

const always = Number.POSITIVE_INFINITY;
const coarse = {
  tiers: [
    { within: 60, length: 1 },
    { within: always, length: 60 },
  ],
  sumsWorkers: true,
};

const resolveSteps = (...args: Parameters<typeof eachResolved>): StepRecord[] => [
  ...eachResolved(...args),
];

const alone = { intervalMs: 1000, isAbsent: absencesOf([]) };

describe("the steps of a report", () => {
  it("hold the same samples at every resolution, each in fewer steps than the one before", () => {
    const steps = stepsOf(700);
    const counts = [...resolutionsOf(700, 2)].map((resolution) => {
      const resolved = resolveSteps(steps, resolution, alone);
      expect(sumOf(resolved)).toEqual(sumOf(steps));
      return resolved.length;
    });
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(counts.at(-1)).toBe(1);
  });

  it("stay short at the end and follow one another without a gap", () => {
    const resolved = resolveSteps(stepsOf(200), coarse, alone);
    expect(resolved.map(({ length }) => length).slice(0, 3)).toEqual([60, 60, 60]);
    expect(resolved.at(-1)).toMatchObject({ index: 199, length: 1 });
    const ends = resolved.map(({ index, length }) => index + length);
    expect(resolved.slice(1).map(({ index }) => index)).toEqual(ends.slice(0, -1));
  });

  it("end with the run, so that the rates of the last one are of its own time", () => {
    const ofMinutes = { tiers: [{ within: always, length: 60 }], sumsWorkers: false };
    const resolved = resolveSteps(stepsOf(130), ofMinutes, alone);
    expect(resolved.map(({ index, length }) => [index, length])).toEqual([
      [0, 60],
      [60, 60],
      [120, 10],
    ]);
    const coarser = { tiers: [{ within: always, length: 120 }], sumsWorkers: false };
    expect(resolveSteps(resolved, coarser, alone).map(({ length }) => length)).toEqual([120, 10]);
    expect(describeSteps(resolved, 1000, ofMinutes)[0]).toMatch(/steps of 1m; /);
  });

  it("stay as they are where they are longer than was asked for", () => {
    const [first] = stepsOf(1);
    if (first === undefined) throw new Error("one step was made");
    const long = [
      { ...first, length: 60 },
      { ...first, index: 60, length: 7 },
    ];
    expect(resolveSteps(long, { tiers: [], sumsWorkers: false }, alone)).toEqual(long);
  });

  it("have one row for all workers where there are too many: sums, and the busiest CPU", () => {
    const [first] = resolveSteps(stepsOf(200), coarse, alone);
    expect(first?.workers).toHaveLength(1);
    expect(first?.workers[0]).toMatchObject({ worker: "all", users: 6, ledger: { due: 120 } });
    expect(first?.workers[0]?.cpu).toBeCloseTo(0.9);
  });

  it("count no users of a worker that was lost by then", () => {
    const isAbsent = absencesOf([
      { type: "lost", worker: "b", t: 50, lost: 0, blindFromS: 49 },
      { type: "returned", worker: "b", t: 150 },
    ]);
    const steps = resolveSteps(stepsOf(200), coarse, { intervalMs: 1000, isAbsent });
    expect(steps.slice(0, 3).map(({ workers }) => workers[0]?.users)).toEqual([3, 3, 6]);
  });

  it("are told in words", () => {
    expect(describeSteps(resolveSteps(stepsOf(200), coarse, alone), 1000, coarse)).toEqual([
      "Charts and chosen ranges are in steps of 1m until 3m, then 1s; the tables are of the whole run and exact.",
      "Charts have the sum of the workers, to keep this file small.",
    ]);
    expect(describeSteps([], 1000, coarse)).toEqual([]);
  });
});
