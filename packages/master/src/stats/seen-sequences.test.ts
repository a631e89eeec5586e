import * as fc from "fast-check";
import { expect, it } from "vitest";
import { SeenSequences } from "./seen-sequences.ts";

it("knows what a set of numbers would know, in whatever order they come", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40)), (sequences) => {
      const seen = new SeenSequences();
      const oracle = new Set<number>();
      for (const sequence of sequences) {
        seen.add(sequence);
        oracle.add(sequence);
        expect(seen.missing).toBe(Math.max(...oracle) + 1 - oracle.size);
      }
      for (let sequence = 0; sequence <= 41; sequence++)
        expect(seen.has(sequence)).toBe(oracle.has(sequence));
    }),
  );
});

it("keeps nothing of a row without gaps, however long", () => {
  const seen = new SeenSequences();
  for (let sequence = 0; sequence < 100_000; sequence++) seen.add(sequence);
  expect([seen.kept, seen.missing, seen.has(99_999), seen.has(100_000)]).toEqual([
    0,
    0,
    true,
    false,
  ]);
});

it("forgets what it kept apart once the gap is filled", () => {
  const seen = new SeenSequences();
  for (const sequence of [0, 2, 3, 5]) seen.add(sequence);
  expect([seen.kept, seen.missing]).toEqual([3, 2]);
  seen.add(1);
  expect([seen.kept, seen.missing]).toEqual([1, 1]);
});
