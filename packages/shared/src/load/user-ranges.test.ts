import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UserRanges } from "./user-ranges.ts";
import {
  containsUser,
  countUsers,
  eachUser,
  intersectUsers,
  isUserRanges,
  nthUser,
  subtractUsers,
  takeFirstUsers,
  takeLastUsers,
  toUserRanges,
  unionUsers,
} from "./user-ranges.ts";

const users = fc.array(fc.nat({ max: 40 }), { maxLength: 30 });
const sorted = (set: Iterable<number>) => [...set].sort((a, b) => a - b);

/** The users of ranges that are in the one allowed form. */
function listOf(ranges: UserRanges): number[] {
  if (!isUserRanges(ranges)) throw new Error(`not user ranges: ${JSON.stringify(ranges)}`);
  return [...eachUser(ranges)];
}

const property = (check: (a: Set<number>, b: Set<number>) => void) =>
  fc.assert(fc.property(users, users, (a, b) => check(new Set(a), new Set(b))));

describe("user ranges agree with plain sets", () => {
  it("builds and lists the same users, joining neighbours", () => {
    property((a) => {
      expect(listOf(toUserRanges(a))).toEqual(sorted(a));
    });
    expect(toUserRanges([3, 1, 2, 2, 7])).toEqual([
      { from: 1, to: 4 },
      { from: 7, to: 8 },
    ]);
  });

  it("unites", () => {
    property((a, b) => {
      const both = unionUsers(toUserRanges(a), toUserRanges(b));
      expect(listOf(both)).toEqual(sorted(new Set([...a, ...b])));
    });
  });

  it("intersects", () => {
    property((a, b) => {
      const both = intersectUsers(toUserRanges(a), toUserRanges(b));
      expect(listOf(both)).toEqual(sorted(a).filter((user) => b.has(user)));
    });
  });

  it("subtracts", () => {
    property((a, b) => {
      const rest = subtractUsers(toUserRanges(a), toUserRanges(b));
      expect(listOf(rest)).toEqual(sorted(a).filter((user) => !b.has(user)));
    });
  });

  it("counts, finds and indexes", () => {
    property((a) => {
      const ranges = toUserRanges(a);
      const list = sorted(a);
      expect(countUsers(ranges)).toBe(a.size);
      for (let user = -1; user <= 41; user += 1)
        expect(containsUser(ranges, user)).toBe(a.has(user));
      for (let n = 0; n <= list.length; n += 1) expect(nthUser(ranges, n)).toBe(list[n] ?? null);
    });
  });

  it("takes the first and the last k, and all when k is larger", () => {
    fc.assert(
      fc.property(users, fc.integer({ min: -2, max: 35 }), (list, k) => {
        const set = sorted(new Set(list));
        const kept = Math.max(0, k);
        expect(listOf(takeFirstUsers(toUserRanges(list), k))).toEqual(set.slice(0, kept));
        expect(listOf(takeLastUsers(toUserRanges(list), k))).toEqual(
          set.slice(Math.max(0, set.length - kept)),
        );
      }),
    );
  });
});

describe("user ranges at the edges", () => {
  it("treats the empty set as a set", () => {
    expect(countUsers([])).toBe(0);
    expect(containsUser([], 0)).toBe(false);
    expect(nthUser([], 0)).toBeNull();
    expect(nthUser([{ from: 0, to: 3 }], -1)).toBeNull();
    expect(subtractUsers([], [{ from: 0, to: 3 }])).toEqual([]);
  });

  it("cuts one range at several places, and several ranges with one", () => {
    const cuts = [
      { from: 2, to: 3 },
      { from: 5, to: 7 },
    ];
    expect(subtractUsers([{ from: 0, to: 9 }], cuts)).toEqual([
      { from: 0, to: 2 },
      { from: 3, to: 5 },
      { from: 7, to: 9 },
    ]);
    expect(subtractUsers(cuts, [{ from: 0, to: 6 }])).toEqual([{ from: 6, to: 7 }]);
  });

  it.each([
    ["an empty range", [{ from: 3, to: 3 }]],
    ["a reversed range", [{ from: 3, to: 2 }]],
    [
      "unsorted ranges",
      [
        { from: 5, to: 6 },
        { from: 1, to: 2 },
      ],
    ],
    [
      "overlapping ranges",
      [
        { from: 1, to: 4 },
        { from: 3, to: 6 },
      ],
    ],
    [
      "touching ranges",
      [
        { from: 1, to: 4 },
        { from: 4, to: 6 },
      ],
    ],
    ["a negative index", [{ from: -1, to: 2 }]],
    ["a fraction", [{ from: 0, to: 1.5 }]],
  ])("refuses %s", (_, ranges) => {
    expect(isUserRanges(ranges)).toBe(false);
  });
});
