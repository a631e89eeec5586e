import { describe, expect, it } from "vitest";
import { seededRandom } from "@gadfly/shared/load/seeded-random";
import { testBlocks } from "./block-test.ts";
import { CentredRatio, type BlockPair, type BlockSeries } from "./centred-ratio.ts";

const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
const seriesOf = (x: readonly number[]): BlockSeries => ({ x, n: ones(x.length) });

const drawn = (seed: number, count: number, shift = 0): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => 10 + shift + random.nextFloat());
};

const only = (pair: BlockPair, deals = 999) => {
  const [verdict] = testBlocks([pair], deals, 1).verdicts;
  if (verdict === undefined) throw new Error("no verdict");
  return verdict;
};

describe("the test of blocks", () => {
  it("is Welch's t where every block weighs the same and knows nothing of its neighbours", () => {
    const baseline = [1, 2, 3, 4, 5, 3];
    const run = [2, 4, 6, 8, 7, 3];
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    const variance = (values: readonly number[]) =>
      values.reduce((total, value) => total + (value - mean(values)) ** 2, 0) / (values.length - 1);
    const t = (mean(run) - mean(baseline)) / Math.sqrt(variance(run) / 6 + variance(baseline) / 6);
    const ratio = new CentredRatio({ baseline: seriesOf(baseline), run: seriesOf(run) });
    const order = Array.from({ length: 12 }, (_, place) => place);
    expect(ratio.t(order, 6)).toBeCloseTo(t, 9);
  });

  it("finds nothing where nothing differs", () => {
    const same = { baseline: seriesOf(ones(10)), run: seriesOf(ones(10)) };
    expect(only(same)).toEqual({ t: 0, p: 1, pAdjusted: 1 });
    const empty = { baseline: { x: ones(6), n: [] }, run: { x: ones(6), n: [] } };
    expect(only(empty).p).toBe(1);
  });

  it("finds a difference beyond the spread of the blocks, and its direction", () => {
    const slower = only({ baseline: seriesOf(drawn(1, 15)), run: seriesOf(drawn(2, 15, 2)) });
    expect(slower.p).toBe(1 / 1000);
    expect(slower.t).toBeGreaterThan(5);
    const faster = only({ baseline: seriesOf(drawn(1, 15, 2)), run: seriesOf(drawn(2, 15)) });
    expect(faster.t).toBeLessThan(-5);
  });

  it("finds a difference even between runs that do not spread at all", () => {
    const apart = { baseline: seriesOf(ones(8)), run: seriesOf(ones(8).map(() => 2)) };
    expect(only(apart).p).toBeLessThan(0.01);
  });

  it("gives the same p-values for the same blocks each time", () => {
    const pair = { baseline: seriesOf(drawn(1, 12)), run: seriesOf(drawn(2, 14, 0.2)) };
    expect(only(pair)).toEqual(only(pair));
  });

  it("weighs a block by what it counted, not as one among others", () => {
    // 90 of 100 and 1 of 10 are 91 of 110, whatever the shares of the two blocks are.
    const baseline = { x: [90, 1, 90, 1, 90, 1], n: [100, 10, 100, 10, 100, 10] };
    const run = { x: ones(6).map(() => 91), n: ones(6).map(() => 110) };
    expect(only({ baseline, run }).t).toBeCloseTo(0, 9);
  });

  it("adjusts for the number of ratios", () => {
    const pairs = Array.from({ length: 20 }, (_, at) => ({
      baseline: seriesOf(drawn(at, 10)),
      run: seriesOf(drawn(100 + at, 10)),
    }));
    for (const { p, pAdjusted } of testBlocks(pairs, 499, 1).verdicts)
      expect(pAdjusted).toBeGreaterThanOrEqual(p);
  });

  it("believes a drift less than the same values in any order", () => {
    const drift = (from: number): number[] => Array.from({ length: 16 }, (_, at) => from + at);
    const shuffled = (from: number): number[] =>
      drift(from).map((_, at) => from + ((at * 7 + 3) % 16));
    const drifting = only({ baseline: seriesOf(drift(0)), run: seriesOf(drift(5)) });
    const mixed = only({ baseline: seriesOf(shuffled(0)), run: seriesOf(shuffled(5)) });
    expect(drifting.p).toBeGreaterThan(10 * mixed.p);
    const { neighbours } = testBlocks(
      [{ baseline: seriesOf(drift(0)), run: seriesOf(drift(5)) }],
      9,
      1,
    );
    expect(neighbours).toBeGreaterThan(0.6);
  });
});
