import { Histogram } from "../metrics/histogram.ts";
import { addFrame } from "../metrics/hdr-codec.ts";
import type { StepRecord } from "./step-record.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  oneOfEachRecord,
  openOf,
  workerRowOf,
} from "../../../../test/support/snapshots.ts";
import { mergeSteps } from "./merge-steps.ts";
import { RunHistory } from "./run-history.ts";

const error = { kind: "reset", message: "m", count: 1 };

/** One request of `index` milliseconds in an interval. */
const secondOf = (index: number) =>
  intervalOf(index, {
    histograms: [{ id: index % 3, frame: frameOf([1000 * (index + 1)]) }],
    counters: [{ id: 9, delta: 2 }],
    coalesced: 1,
    tokenSources: { usage: 1, events: 0 },
    errors: [{ ...error, firstSeenMs: index, lastSeenMs: index }],
    warnings: [{ code: "w", count: 1 }],
    workers: [workerRowOf("a", { ledger: ledgerOf(index + 1), users: index, final: false })],
  });

const historyOf = (indexes: readonly number[]): RunHistory => {
  const history = new RunHistory();
  for (const index of indexes) history.add(secondOf(index));
  return history;
};

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Everything that was recorded, whatever the steps. */
const sumOf = (steps: readonly StepRecord[]) => {
  const histogram = new Histogram();
  for (const { frame } of steps.flatMap(({ histograms }) => histograms)) addFrame(histogram, frame);
  const total = (of: (step: StepRecord) => number) =>
    steps.reduce((sum, step) => sum + of(step), 0);
  return {
    count: histogram.count,
    sum: histogram.sum,
    p50: histogram.quantile(0.5),
    tokens: total(({ counters }) => counters.reduce((sum, { delta }) => sum + delta, 0)),
    errors: total(({ errors }) => errors.reduce((sum, { count }) => sum + count, 0)),
    coalesced: total(({ coalesced }) => coalesced),
  };
};

const stepOf = (index: number): StepRecord => {
  const { type: _type, ...fields } = secondOf(index);
  return { ...fields, length: 1 };
};

const plainSteps = (indexes: readonly number[]): StepRecord[] => indexes.map(stepOf);

describe("the history of a run", () => {
  it("keeps every second of the newest ten minutes", () => {
    const { steps } = historyOf(range(600));
    expect(steps.map(({ index, length }) => [index, length])).toEqual(
      range(600).map((index) => [index, 1]),
    );
  });

  // Eight hours of seconds take seconds themselves, and many on a busy machine.
  it("merges what is older to 10 s, 60 s and 10 min, at multiples of these", () => {
    const history = new RunHistory();
    // Where steps begin and end is no matter of what is in them.
    for (const index of range(8 * 3600)) history.add(intervalOf(index));
    const { steps } = history;
    const lengths = new Set(steps.map(({ length }) => length));
    expect([...lengths]).toEqual([600, 60, 10, 1]);
    expect(steps.filter(({ index, length }) => index % length !== 0)).toEqual([]);
    const ends = steps.map(({ index, length }) => index + length);
    expect(steps.slice(1).map(({ index }) => index)).toEqual(ends.slice(0, -1));
    expect(steps.length).toBeLessThan(610 + 361 + 301 + 15);
  }, 60_000);

  it("loses nothing by merging, whatever is missing and whatever comes late", () => {
    const runs = fc.record({
      missing: fc.array(fc.nat(1500), { maxLength: 40 }),
      late: fc.array(fc.nat(1500), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(runs, ({ missing, late }) => {
        const left = new Set(missing);
        const indexes = range(1500).filter((index) => !left.has(index));
        const history = historyOf(indexes);
        for (const index of late) history.add({ ...secondOf(index), type: "amend" });
        expect(sumOf(history.steps)).toEqual(sumOf(plainSteps([...indexes, ...late])));
        const places = history.steps.map(({ index }) => index);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
      { numRuns: 5 },
    );
  });

  it("goes on from steps that another history has merged", () => {
    const first = historyOf(range(1200));
    const second = new RunHistory();
    for (const step of first.steps) second.addStep(step);
    for (const index of range(1300).slice(1200)) {
      first.add(secondOf(index));
      second.add(secondOf(index));
    }
    for (const history of [first, second]) history.add({ ...secondOf(3), type: "amend" });
    expect(second.steps).toEqual(first.steps);
  });

  it("keeps the newest absolutes of a worker, and sums its deltas", () => {
    const merged = mergeSteps(plainSteps([1, 0, 2]));
    expect(merged.workers).toHaveLength(1);
    expect(merged.workers[0]).toMatchObject({ users: 2, ledger: { due: 3 } });
  });

  it("keeps what a worker was last, also where an older interval comes late with as many due", () => {
    const [first, second] = plainSteps([0, 1]).map((step, place) => {
      const ledger = ledgerOf(5, { succeeded: place });
      return { ...step, workers: [workerRowOf("a", { ledger, users: place })] };
    });
    if (first === undefined || second === undefined) throw new Error("two steps were made");
    expect(mergeSteps([second, first]).workers).toMatchObject([{ users: 1 }]);
  });

  it("keeps one error for all whose messages differ by an id only", () => {
    const errors = range(50).map((id) => ({
      ...error,
      message: `request req-${id}f3 failed`,
      firstSeenMs: id,
      lastSeenMs: id,
    }));
    const merged = mergeSteps(errors.map((one) => ({ ...stepOf(0), errors: [one] })));
    expect(merged.errors).toMatchObject([{ count: 50, message: "request req-0f3 failed" }]);
  });

  it("keeps no answer's text: pages and reports have no use for it", () => {
    const history = new RunHistory();
    for (const record of oneOfEachRecord()) history.add(record);
    const types = history.records.map(({ type }) => type);
    expect(types).toContain("health");
    expect(types).not.toContain("response");
  });

  it("keeps every other record, but of events only the newest", () => {
    const history = new RunHistory();
    history.add(openOf());
    for (const t of range(2500)) history.add({ type: "event", t, kind: "k", text: "x" });
    expect(history.records).toHaveLength(2001);
    expect(history.records[0]?.type).toBe("open");
    expect(history.records[1]).toMatchObject({ t: 500 });
  });
});
