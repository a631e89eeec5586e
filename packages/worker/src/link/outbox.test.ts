import { isDeepStrictEqual } from "node:util";
import { maxSentSnapshots } from "@gadfly/shared/protocol/limits";
import type { SnapshotMessage } from "@gadfly/shared/protocol/worker-message";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { frameOf, snapshotOf } from "../../../../test/support/snapshots.ts";
import type { UnsentSnapshot } from "./merge-snapshots.ts";
import { Outbox } from "./outbox.ts";

/** Interval `interval`, in which one sample and one token came. */
const intervalOf = (interval: number): UnsentSnapshot => {
  const { sequence: _sequence, ...snapshot } = snapshotOf(0, interval, {
    histograms: [{ id: 0, frame: frameOf([interval + 1]), total: interval + 1 }],
    counters: [{ id: 1, delta: 1, total: interval + 1 }],
  });
  return snapshot;
};

const tokensOf = (snapshots: readonly SnapshotMessage[]): number =>
  snapshots.flatMap(({ counters }) => counters).reduce((sum, { delta }) => sum + delta, 0);

it("numbers snapshots in order when they are first written", () => {
  const outbox = new Outbox();
  outbox.add(intervalOf(0));
  outbox.add(intervalOf(1));
  expect(
    outbox.takeSendable().map(({ sequence, fromInterval }) => [sequence, fromInterval]),
  ).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(outbox.takeSendable()).toEqual([]);
  expect(outbox.size).toBe(2);
});

it("writes what is not acknowledged again exactly as it was", () => {
  const outbox = new Outbox();
  outbox.add(intervalOf(0));
  outbox.add(intervalOf(1));
  const written = structuredClone(outbox.takeSendable());
  for (let interval = 2; interval < 100; interval++) outbox.add(intervalOf(interval));
  expect(outbox.unacknowledged()).toEqual(written);
  outbox.acknowledge([0, 77]);
  expect(outbox.unacknowledged()).toEqual(written.slice(1));
});

it("is empty only when everything is acknowledged", () => {
  const outbox = new Outbox();
  expect(outbox.isEmpty).toBe(true);
  outbox.add(intervalOf(0));
  expect(outbox.isEmpty).toBe(false);
  outbox.takeSendable();
  expect(outbox.isEmpty).toBe(false);
  outbox.acknowledge([0]);
  expect(outbox.isEmpty).toBe(true);
});

it("writes no more than the limit ahead of acknowledgements, and goes on in order", () => {
  const outbox = new Outbox();
  let written = 0;
  for (let interval = 0; interval < 60; interval++) {
    outbox.add(intervalOf(interval));
    written += outbox.takeSendable().length;
  }
  expect(written).toBe(maxSentSnapshots);
  outbox.acknowledge([0, 1, 2]);
  expect(outbox.takeSendable().map(({ sequence }) => sequence)).toEqual([32, 33, 34]);
});

it("stays bounded while no master is there, and loses nothing", () => {
  const outbox = new Outbox();
  for (let interval = 0; interval < 5; interval++) outbox.add(intervalOf(interval));
  const written = outbox.takeSendable();
  for (let interval = 5; interval < 500; interval++) outbox.add(intervalOf(interval));
  expect(outbox.size).toBe(5 + 32);
  outbox.acknowledge(written.map(({ sequence }) => sequence));
  const rest = outbox.takeSendable();
  expect(rest[0]).toMatchObject({ sequence: 5, fromInterval: 5, toInterval: 468 });
  expect(rest.at(-1)).toMatchObject({ fromInterval: 499, toInterval: 499 });
  expect(tokensOf([...written, ...rest])).toBe(500);
});

/** A master that merges each sequence once, over a link that loses frames and acknowledgements. */
class Master {
  readonly merged = new Map<number, SnapshotMessage>();

  /** Returns what it acknowledges. */
  take(snapshots: readonly SnapshotMessage[]): number[] {
    for (const snapshot of snapshots) {
      const before = this.merged.get(snapshot.sequence);
      if (before === undefined) this.merged.set(snapshot.sequence, structuredClone(snapshot));
      else if (!isDeepStrictEqual(snapshot, before))
        throw new Error(`snapshot ${snapshot.sequence} has changed`);
    }
    return snapshots.map(({ sequence }) => sequence);
  }
}

it("has every sample counted once, whatever the link loses", () => {
  const act = fc.constantFrom("cut", "send", "frameLost", "acknowledgementLost", "relink");
  fc.assert(
    fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
      const outbox = new Outbox();
      const master = new Master();
      let intervals = 0;
      for (const name of acts) {
        if (name === "cut") outbox.add(intervalOf(intervals++));
        else if (name === "send") outbox.acknowledge(master.take(outbox.takeSendable()));
        else if (name === "frameLost") outbox.takeSendable();
        else if (name === "acknowledgementLost") master.take(outbox.takeSendable());
        else outbox.acknowledge(master.take(outbox.unacknowledged()));
        expect(outbox.size).toBeLessThanOrEqual(2 * maxSentSnapshots);
      }
      outbox.acknowledge(master.take(outbox.unacknowledged()));
      outbox.acknowledge(master.take(outbox.takeSendable()));
      expect(outbox.isEmpty).toBe(true);
      expect(tokensOf([...master.merged.values()])).toBe(intervals);
      const covered = [...master.merged.values()].flatMap(({ fromInterval, toInterval }) =>
        Array.from({ length: toInterval - fromInterval + 1 }, (_, i) => fromInterval + i),
      );
      covered.sort((a, b) => a - b);
      expect(covered).toEqual(Array.from({ length: intervals }, (_, i) => i));
    }),
    { numRuns: 50 },
  );
});
