import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { snapshotMessage } from "@gadfly/shared/protocol/worker-message";
import { maxRecordsPerSnapshot } from "@gadfly/shared/result/request-record";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { factsOf } from "../../../../test/support/request-facts.ts";
import { frameOf, ledgerOf, snapshotOf } from "../../../../test/support/snapshots.ts";
import { mergeSnapshots, type UnsentSnapshot } from "./merge-snapshots.ts";

const unsent = (interval: number, parts: Partial<UnsentSnapshot> = {}): UnsentSnapshot => {
  const { sequence: _sequence, ...snapshot } = snapshotOf(0, interval, parts);
  return snapshot;
};

/** What a master sums up over snapshots. */
class Sums {
  readonly histograms = new Map<number | string, Histogram>();
  readonly numbers = new Map<string, number>();

  add(snapshot: UnsentSnapshot): this {
    for (const { id, frame } of snapshot.histograms) this.#frame(id, frame);
    this.#frame("loop delay", snapshot.health.loopDelay);
    for (const { id, delta } of snapshot.counters) this.#number(`counter ${id}`, delta);
    for (const { kind, message, count } of snapshot.errors) this.#number(kind + message, count);
    for (const { code, count } of snapshot.warnings) this.#number(code, count);
    this.#number("coalesced", snapshot.coalesced);
    this.#number("usage", snapshot.tokenSources.usage);
    this.#number("events", snapshot.tokenSources.events);
    this.#number("gc", snapshot.health.gcMs);
    return this;
  }

  /** Everything that can be compared. */
  get figures() {
    const histograms = [...this.histograms].map(([id, histogram]) => {
      const buckets: [number, number][] = [];
      histogram.forEachBucket((bucket, count) => buckets.push([bucket, count]));
      const { count, sum, min, max, clamped } = histogram;
      return [id, { count, sum, min, max, clamped, buckets }] as const;
    });
    return { histograms: new Map(histograms), numbers: this.numbers };
  }

  #frame(id: number | string, frame: HistogramFrame): void {
    const histogram = this.histograms.get(id) ?? new Histogram();
    this.histograms.set(id, histogram);
    const added = addFrame(histogram, frame);
    if (!added.ok) throw new Error(added.error);
  }

  #number(name: string, more: number): void {
    this.numbers.set(name, (this.numbers.get(name) ?? 0) + more);
  }
}

// Above an hour, too: clamped samples must survive.
const samples = fc.array(fc.integer({ min: 0, max: 5_000_000_000 }), { maxLength: 8 });
const seriesId = fc.nat(4);

const anySnapshot = fc
  .record({
    histograms: fc.uniqueArray(fc.tuple(seriesId, samples), { selector: ([id]) => id }),
    counters: fc.uniqueArray(fc.tuple(seriesId, fc.integer({ min: -50, max: 50 })), {
      selector: ([id]) => id,
    }),
    coalesced: fc.nat(9),
    usage: fc.nat(9),
    errors: fc.uniqueArray(
      fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 9 })),
      {
        selector: ([message]) => message,
      },
    ),
    warnings: fc.uniqueArray(fc.tuple(fc.constantFrom("x", "y"), fc.integer({ min: 1, max: 9 })), {
      selector: ([code]) => code,
    }),
    delays: samples,
    gcMs: fc.nat(30),
  })
  .map((drawn) =>
    unsent(0, {
      histograms: drawn.histograms.map(([id, values]) => ({
        id,
        frame: frameOf(values),
        total: 0,
      })),
      counters: drawn.counters.map(([id, delta]) => ({ id, delta, total: 0 })),
      coalesced: drawn.coalesced,
      tokenSources: { usage: drawn.usage, events: drawn.coalesced },
      errors: drawn.errors.map(([message, count]) => ({
        kind: "reset",
        message,
        count,
        firstSeenMs: 0,
        lastSeenMs: 1,
      })),
      warnings: drawn.warnings.map(([code, count]) => ({ code, count })),
      health: { cpu: 0, gcMs: drawn.gcMs, rssBytes: 1, loopDelay: frameOf(drawn.delays) },
    }),
  );

it("adds up to the same as the two snapshots apart", () => {
  fc.assert(
    fc.property(anySnapshot, anySnapshot, (first, second) => {
      const merged = new Sums().add(mergeSnapshots(first, second));
      const apart = new Sums().add(first).add(second);
      expect(merged.figures).toEqual(apart.figures);
    }),
  );
});

it("gives the same whichever two of three are merged first", () => {
  fc.assert(
    fc.property(anySnapshot, anySnapshot, anySnapshot, (a, b, c) => {
      expect(mergeSnapshots(mergeSnapshots(a, b), c)).toEqual(
        mergeSnapshots(a, mergeSnapshots(b, c)),
      );
    }),
    { numRuns: 30 },
  );
});

it("covers both intervals and takes the absolute figures of the later one", () => {
  const first = unsent(3, {
    users: 9,
    ledger: ledgerOf(10, { succeeded: 4 }),
    histograms: [{ id: 0, frame: frameOf([10]), total: 5 }],
    counters: [{ id: 1, delta: 3, total: 8 }],
    health: { cpu: 0.9, gcMs: 2, rssBytes: 500, loopDelay: frameOf([1]) },
  });
  const second = unsent(4, {
    users: 7,
    ledger: ledgerOf(12, { succeeded: 11 }),
    histograms: [{ id: 0, frame: frameOf([20]), total: 6 }],
    counters: [{ id: 1, delta: 1, total: 9 }],
    health: { cpu: 0.2, gcMs: 1, rssBytes: 400, loopDelay: frameOf([2]) },
    final: true,
  });
  expect(mergeSnapshots(first, second)).toEqual({
    ...second,
    fromInterval: 3,
    toInterval: 4,
    histograms: [{ id: 0, frame: frameOf([10, 20]), total: 6 }],
    counters: [{ id: 1, delta: 4, total: 9 }],
    // The busiest interval counts: that is what the verdict asks about.
    health: { cpu: 0.9, gcMs: 3, rssBytes: 400, loopDelay: frameOf([1, 2]) },
  });
});

it("keeps a series that only one of them has, with its own total", () => {
  const first = unsent(0, { histograms: [{ id: 0, frame: frameOf([1]), total: 4 }] });
  const second = unsent(1, { histograms: [{ id: 1, frame: frameOf([2]), total: 1 }] });
  expect(mergeSnapshots(first, second).histograms).toEqual([
    { id: 0, frame: frameOf([1]), total: 4 },
    { id: 1, frame: frameOf([2]), total: 1 },
  ]);
});

it("joins equal failures and keeps when each was first and last seen", () => {
  const error = { kind: "reset", message: "gone" };
  const first = unsent(0, { errors: [{ ...error, count: 2, firstSeenMs: 5, lastSeenMs: 90 }] });
  const second = unsent(1, { errors: [{ ...error, count: 1, firstSeenMs: 150, lastSeenMs: 150 }] });
  expect(mergeSnapshots(first, second).errors).toEqual([
    { ...error, count: 3, firstSeenMs: 5, lastSeenMs: 150 },
  ]);
});

it("stays a frame that a master takes, however many merges of however many failure texts", () => {
  const failing = (interval: number): UnsentSnapshot =>
    unsent(interval, {
      errors: Array.from({ length: 100 }, (_, i) => ({
        kind: "http_status",
        message: `request ${interval}-${i} failed`,
        count: 1,
        firstSeenMs: interval,
        lastSeenMs: interval,
      })),
    });
  let merged = failing(0);
  for (let interval = 1; interval < 40; interval++)
    merged = mergeSnapshots(merged, failing(interval));
  expect(snapshotMessage.safeParse({ ...merged, sequence: 0 }).error).toBeUndefined();
  expect(merged.errors.reduce((sum, { count }) => sum + count, 0)).toBe(4000);
});

it("keeps as many request records as one snapshot may hold, and counts the others", () => {
  const busy = (interval: number): UnsentSnapshot =>
    unsent(interval, {
      records: Array.from({ length: 0.75 * maxRecordsPerSnapshot }, () => factsOf()),
      recordsDropped: 1,
    });
  const merged = mergeSnapshots(busy(0), busy(1));
  expect(merged.records).toHaveLength(maxRecordsPerSnapshot);
  expect(merged.recordsDropped).toBe(2 + 0.5 * maxRecordsPerSnapshot);
  expect(mergeSnapshots(unsent(0), unsent(1))).not.toHaveProperty("records");
});
