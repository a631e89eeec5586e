import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameOf, checkedOf, ledgerOf, snapshotOf } from "../../../../test/support/snapshots.ts";
import type { DecodedSnapshot } from "./decoded-snapshot.ts";
import { IntervalMerger } from "./interval-merger.ts";

const clock = { offsetMs: 3, errorMs: 1 };
const open = () => new IntervalMerger((worker) => (worker === "a" ? clock : null));

const decoded = (
  worker: string,
  sequence: number,
  interval = sequence,
  parts: Partial<DecodedSnapshot> = {},
): DecodedSnapshot => {
  const { histograms: _none, ...rest } = snapshotOf(sequence, interval);
  return { ...rest, worker, histograms: [], ...parts };
};

const indexesOf = (merged: ReturnType<IntervalMerger["close"]>) =>
  merged.map(({ record }) => record.index);

describe("interval merger", () => {
  it("sums everything that adds, and keeps a row of each worker", () => {
    const merger = open();
    const parts = {
      counters: [{ id: 4, delta: 1.5, total: 9 }],
      coalesced: 2,
      tokenSources: { usage: 1, events: 2 },
      warnings: [{ code: "w", count: 3 }],
      users: 5,
      ledger: ledgerOf(2),
    };
    merger.add(
      decoded("a", 0, 0, {
        ...parts,
        histograms: [{ id: 1, delta: checkedOf([1]), total: 1 }],
      }),
    );
    merger.add(
      decoded("b", 0, 0, {
        ...parts,
        histograms: [{ id: 1, delta: checkedOf([2]), total: 1 }],
      }),
    );
    const [merged] = merger.close(["a", "b"], -1);
    expect(merged?.record).toMatchObject({
      type: "interval",
      index: 0,
      histograms: [{ id: 1, frame: frameOf([1, 2]) }],
      counters: [{ id: 4, delta: 3 }],
      coalesced: 4,
      tokenSources: { usage: 2, events: 4 },
      warnings: [{ code: "w", count: 6 }],
      workers: [
        { worker: "a", users: 5, ledger: ledgerOf(2), clock },
        { worker: "b", clock: null },
      ],
    });
    expect(merged?.acknowledge).toEqual([
      { worker: "a", sequences: [0] },
      { worker: "b", sequences: [0] },
    ]);
  });

  it("keeps no hold of the message that a row's histogram came in", () => {
    const message = new Uint8Array(100_000);
    const frame = frameOf([300, 400]);
    message.set(frame.hdr, 50);
    const loopDelay = { ...frame, hdr: message.subarray(50, 50 + frame.hdr.length) };
    const merger = open();
    merger.add(decoded("a", 0, 0, { health: { ...snapshotOf(0, 0).health, loopDelay } }));
    const [row] = merger.closeAll()[0]?.record.workers ?? [];
    expect(row?.loopDelay).toEqual(frame);
    expect(row?.loopDelay.hdr.buffer.byteLength).toBeLessThan(1_000);
  });

  it("joins the same failure of two workers, seen from first to last", () => {
    const merger = open();
    const error = { kind: "reset", message: "m", count: 1, firstSeenMs: 20, lastSeenMs: 30 };
    merger.add(decoded("a", 0, 0, { errors: [error, { ...error, message: "other" }] }));
    merger.add(decoded("b", 0, 0, { errors: [{ ...error, firstSeenMs: 10, lastSeenMs: 25 }] }));
    const [merged] = merger.closeAll();
    expect(merged?.record.errors).toEqual([
      { ...error, count: 2, firstSeenMs: 10 },
      { ...error, message: "other" },
    ]);
  });

  it("closes an interval once every worker has passed it, in order", () => {
    const merger = open();
    merger.add(decoded("a", 0));
    merger.add(decoded("a", 1));
    merger.add(decoded("b", 0));
    expect(indexesOf(merger.close(["a", "b"], -1))).toEqual([0]);
    merger.add(decoded("b", 1));
    expect(indexesOf(merger.close(["a", "b"], -1))).toEqual([1]);
  });

  it("takes a later interval as a sign that a worker has passed the earlier ones", () => {
    const merger = open();
    merger.add(decoded("a", 0));
    merger.add(decoded("b", 0, 3));
    expect(indexesOf(merger.close(["a", "b"], -1))).toEqual([0]);
    merger.add(decoded("a", 1, 3));
    expect(indexesOf(merger.close(["a", "b"], -1))).toEqual([1, 2, 3]);
  });

  it("does not wait beyond the grace", () => {
    const merger = open();
    for (const interval of [0, 1, 2]) merger.add(decoded("a", interval));
    expect(indexesOf(merger.close(["a", "b"], 1))).toEqual([0, 1]);
    expect(indexesOf(merger.close(["a", "b"], 1))).toEqual([]);
  });

  it("closes nothing when nobody has reported, however long the grace is over", () => {
    expect(open().close(["a"], 1_000_000_000)).toEqual([]);
  });

  it("knows a repetition, and whether its first copy is written", () => {
    const merger = open();
    expect(merger.add(decoded("a", 0)).kind).toBe("pending");
    expect(merger.add(decoded("a", 0))).toEqual({ kind: "duplicate", isWritten: false });
    merger.closeAll();
    expect(merger.add(decoded("a", 0))).toEqual({ kind: "duplicate", isWritten: true });
  });

  it("makes an amendment of what comes late, with its own acknowledgement", () => {
    const merger = open();
    merger.add(decoded("a", 0));
    merger.close(["a"], 0);
    const late = merger.add(decoded("b", 7, 0, { coalesced: 5 }));
    expect(late).toMatchObject({
      kind: "amended",
      merged: {
        record: { type: "amend", index: 0, coalesced: 5, workers: [{ worker: "b" }] },
        acknowledge: [{ worker: "b", sequences: [7] }],
      },
    });
    expect(merger.add(decoded("b", 7, 0))).toEqual({ kind: "duplicate", isWritten: true });
  });

  it("acknowledges both snapshots of a worker that sent two in one interval", () => {
    const merger = open();
    merger.add(decoded("a", 0, 0));
    merger.add(decoded("a", 1, 0, { final: true }));
    expect(merger.closeAll()[0]).toMatchObject({
      record: { workers: [{ final: false }, { final: true }] },
      acknowledge: [{ worker: "a", sequences: [0, 1] }],
    });
  });

  it("counts every sample once and acknowledges it, in whatever order and how often it comes", () => {
    const delivery = fc.record({
      worker: fc.constantFrom("a", "b", "c"),
      sequence: fc.nat(9),
      closeUpTo: fc.option(fc.nat(9)),
    });
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 60 }), (deliveries) => {
        const merger = open();
        const merged = deliveries.flatMap(({ worker, sequence, closeUpTo }) => {
          const taken = merger.add(decoded(worker, sequence, sequence, { coalesced: 1 }));
          const closed = closeUpTo === null ? [] : merger.close(["a", "b", "c"], closeUpTo);
          return [...(taken.kind === "amended" ? [taken.merged] : []), ...closed];
        });
        merged.push(...merger.closeAll());
        const once = new Set(deliveries.map(({ worker, sequence }) => `${worker}${sequence}`));
        const acknowledged = merged.flatMap(({ acknowledge }) =>
          acknowledge.flatMap(({ worker, sequences }) => sequences.map((n) => `${worker}${n}`)),
        );
        expect(acknowledged.toSorted()).toEqual([...once].toSorted());
        expect(merged.reduce((sum, { record }) => sum + record.coalesced, 0)).toBe(once.size);
        const intervals = merged.filter(({ record }) => record.type === "interval");
        expect(indexesOf(intervals)).toEqual(intervals.map((_, i) => i));
      }),
    );
  });
});
