import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuMsOf } from "../../../../test/support/cpu-time.ts";
import { SpawnOrder, spawnRank, spawnTimes } from "./spawn-order.ts";

const counts = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 12 });

/** The definition, by sorting: exact because the cross products are integers. */
function ranksBySorting(lists: readonly number[]): number[][] {
  const users = lists.flatMap((m, order) => Array.from({ length: m }, (_, j) => ({ m, order, j })));
  users.sort((a, b) => (2 * a.j + 1) * b.m - (2 * b.j + 1) * a.m || a.order - b.order);
  const ranks = lists.map((): number[] => []);
  users.forEach(({ order, j }, rank) => {
    const list = ranks[order];
    if (list !== undefined) list[j] = rank;
  });
  return ranks;
}

const ranksOf = (lists: readonly number[]) =>
  lists.map((m, order) => Array.from({ length: m }, (_, j) => spawnRank(lists, order, j)));

const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

describe("spawn order", () => {
  it("is the sort by (j + 0.5) / m, then by order", () => {
    fc.assert(
      fc.property(counts, (lists) => {
        expect(ranksOf(lists)).toEqual(ranksBySorting(lists));
      }),
    );
  });

  it("gives every rank to exactly one user, and rises within each list", () => {
    fc.assert(
      fc.property(counts, (lists) => {
        const ranks = ranksOf(lists);
        for (const own of ranks) expect(own).toEqual(ascending(own));
        const all = ascending(ranks.flat());
        expect(all).toEqual(all.map((_, rank) => rank));
      }),
    );
  });

  it("takes turns when all lists are equally long", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (lists, m) => {
        const equal = Array.from({ length: lists }, () => m);
        for (let order = 0; order < lists; order += 1) {
          for (let j = 0; j < m; j += 1) expect(spawnRank(equal, order, j)).toBe(j * lists + order);
        }
      }),
    );
  });

  it("keeps every user within half a round of where even progress would put it", () => {
    fc.assert(
      fc.property(counts, (lists) => {
        const total = lists.reduce((sum, m) => sum + m, 0);
        ranksOf(lists).forEach((ranks, order) => {
          const m = lists[order] ?? 0;
          ranks.forEach((rank, j) => {
            const even = ((j + 0.5) / m) * total;
            expect(Math.abs(rank + 0.5 - even)).toBeLessThanOrEqual(lists.length / 2);
          });
        });
      }),
    );
  });

  it("stays exact with large lists", () => {
    const lists = [100_000, 99_999, 1];
    expect(spawnRank(lists, 0, 99_999)).toBe(200_000 - 1);
    expect(spawnRank(lists, 1, 0)).toBe(1);
    const middle = [
      spawnRank(lists, 0, 49_999),
      spawnRank(lists, 2, 0),
      spawnRank(lists, 0, 50_000),
    ];
    expect(middle).toEqual(ascending(middle));
  });
});

describe("spawn times", () => {
  const schedule = (lists: readonly number[], order: number, ratePerS: number) => ({
    atMs: 500,
    ratePerS,
    counts: lists,
    order,
  });

  it("unite to the schedule of one worker", () => {
    const rates = fc.double({ min: 0.01, max: 5000, noNaN: true });
    fc.assert(
      fc.property(counts, rates, (lists, ratePerS) => {
        const times = lists.flatMap((_, order) => [
          ...spawnTimes(schedule(lists, order, ratePerS)),
        ]);
        const total = lists.reduce((sum, m) => sum + m, 0);
        expect(ascending(times)).toEqual([...spawnTimes(schedule([total], 0, ratePerS))]);
      }),
    );
  });

  it("start no more than floor(t x rate) + 1 users by any time t", () => {
    const lists = [7, 3, 0, 12];
    const times = lists.flatMap((_, order) => [...spawnTimes(schedule(lists, order, 4))]);
    for (let t = 0; t <= 6000; t += 50) {
      const started = times.filter((dueAtMs) => dueAtMs <= 500 + t).length;
      expect(started).toBe(Math.min(22, Math.floor((t * 4) / 1000) + 1));
    }
  });

  it("know the last moment of all lists", () => {
    expect(new SpawnOrder(schedule([2, 3], 0, 2)).lastDueAtMs()).toBe(500 + 4 * 500);
    expect(new SpawnOrder(schedule([0, 0], 1, 2)).lastDueAtMs()).toBe(500);
  });

  it("are empty for an empty list and for one that is not there", () => {
    expect([...spawnTimes(schedule([4, 0], 1, 2))]).toEqual([]);
    expect([...spawnTimes(schedule([4], 7, 2))]).toEqual([]);
  });

  it("are quick for 10,000 users beside 999 other lists", () => {
    const lists = Array.from({ length: 1000 }, (_, i) => 10_000 + (i % 2));
    let times: number[] = [];
    const costMs = cpuMsOf(() => (times = [...spawnTimes(schedule(lists, 500, 1000))]));
    expect(times).toHaveLength(10_000);
    expect(costMs).toBeLessThan(200);
  });
});
