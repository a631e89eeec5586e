import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomAt, SeededRandom, seededRandom } from "./seeded-random.ts";

const draw = (random: SeededRandom, count: number) =>
  Array.from({ length: count }, () => random.nextUint32());

describe("the generator", () => {
  it("follows xoshiro128**", () => {
    // Worked out from the published recurrence with wide integers.
    expect(draw(new SeededRandom([1, 2, 3, 4]), 8)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ]);
  });

  it("leaves the state of all zeros", () => {
    expect(new Set(draw(new SeededRandom([0, 0, 0, 0]), 20)).size).toBeGreaterThan(10);
  });

  it("keeps floats and integers within their bounds", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, bound) => {
        const random = seededRandom(seed);
        const float = random.nextFloat();
        expect(float >= 0 && float < 1).toBe(true);
        const int = random.nextInt(bound);
        expect(Number.isInteger(int) && int >= 0 && int < bound).toBe(true);
      }),
    );
  });
});

describe("streams by seed and index", () => {
  it("are the same on every machine and in every version", () => {
    expect(draw(seededRandom(42, 7, 3), 3)).toEqual([1370159811, 3660190658, 3382388662]);
    expect(randomAt(1, 2, 3)).toBe(0.5901859781110075);
  });

  it("depend on the seed, on each index, on their order and on their number", () => {
    const streams = [
      [1],
      [2],
      [1, 0],
      [1, 0, 0],
      [1, 2],
      [2, 1],
      [1, 2, 3],
      [1, 3, 2],
      [-1],
      [2 ** 32 + 1],
    ];
    const firsts = streams.map(([seed = 0, ...indices]) => randomAt(seed, ...indices));
    expect(new Set(firsts).size).toBe(streams.length);
  });

  it("do not repeat over 40,000 neighbouring indices", () => {
    const seen = new Set<number>();
    for (let user = 0; user < 200; user += 1) {
      for (let iteration = 0; iteration < 200; iteration += 1)
        seen.add(randomAt(9, user, iteration));
    }
    expect(seen.size).toBe(40_000);
  });

  it("are even across neighbouring indices", () => {
    const bins = new Uint32Array(64);
    const draws = 64_000;
    for (let user = 0; user < draws; user += 1) {
      const bin = Math.floor(randomAt(5, user) * bins.length);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const expected = draws / bins.length;
    const chiSquared = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 63 degrees of freedom: outside 30 … 110 about once in ten thousand.
    expect(chiSquared).toBeGreaterThan(30);
    expect(chiSquared).toBeLessThan(110);
  });

  it("are unrelated for neighbouring users", () => {
    const pairs = 20_000;
    let sum = 0;
    for (let user = 0; user < pairs; user += 1) {
      sum += (randomAt(3, user) - 0.5) * (randomAt(3, user + 1) - 0.5);
    }
    const correlation = (sum / pairs) * 12;
    expect(Math.abs(correlation)).toBeLessThan(0.03);
  });
});
