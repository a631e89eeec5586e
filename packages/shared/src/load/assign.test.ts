import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuMsOf } from "../../../../test/support/cpu-time.ts";
import { assign, type Assignment } from "./assign.ts";
import { countUsers, eachUser, isUserRanges } from "./user-ranges.ts";

const nobody: Assignment = new Map();
const names = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`);

/** The owner of each user; a user with two owners is a bug in every test. */
function owners(assignment: Assignment): Map<number, string> {
  const byUser = new Map<number, string>();
  for (const [worker, ranges] of assignment) {
    for (const user of eachUser(ranges)) {
      if (byUser.has(user)) throw new Error(`user ${user} has two owners`);
      byUser.set(user, worker);
    }
  }
  return byUser;
}

/** Users owned in both assignments, but by different workers. */
function countMoves(before: Assignment, after: Assignment): number {
  const now = owners(after);
  let moves = 0;
  for (const [user, worker] of owners(before)) {
    const owner = now.get(user);
    if (owner !== undefined && owner !== worker) moves += 1;
  }
  return moves;
}

/** What every assignment must be: exact, even, and in the allowed form. Says what is wrong. */
function faults(assignment: Assignment, workers: readonly string[], users: number): string[] {
  const shares = [...assignment.values()];
  const sizes = shares.map(countUsers);
  const end = Math.max(0, ...shares.map((share) => share.at(-1)?.to ?? 0));
  const expected = workers.length === 0 ? 0 : users;
  const found = {
    "other workers": [...assignment.keys()].join() !== workers.join(),
    "not every user": owners(assignment).size !== expected,
    "users beyond the last": end > users,
    uneven: Math.max(...sizes) - Math.min(...sizes) > 1,
    "bad ranges": !shares.every(isUserRanges),
  };
  return Object.entries(found).flatMap(([fault, isFound]) => (isFound ? [fault] : []));
}

/** The fewest users that any even split must take from workers which are still there. */
function fewestTakenFrom(before: Assignment, workers: readonly string[], users: number): number {
  const base = Math.floor(users / workers.length);
  let odd = users % workers.length;
  let taken = 0;
  const held = workers.map(
    (w) => [...eachUser(before.get(w) ?? [])].filter((u) => u < users).length,
  );
  for (const count of held.sort((a, b) => b - a)) {
    taken += Math.max(0, count - base - (odd > 0 ? 1 : 0));
    odd -= 1;
  }
  return taken;
}

interface Setting {
  readonly workers: readonly string[];
  readonly users: number;
  /** The most users that may move on the way here, by the rules. */
  readonly mostMoves: number;
}
type Step = (before: Setting) => Setting;

const join: Step = ({ workers, users }) => ({
  workers: [
    ...workers,
    `w${workers.reduce((max, name) => Math.max(max, Number(name.slice(1))), 0) + 1}`,
  ],
  users,
  mostMoves: Math.floor(users / (workers.length + 1)),
});
const lose =
  (which: number): Step =>
  ({ workers, users }) => ({
    workers: workers.filter((_, i) => workers.length === 1 || i !== which % workers.length),
    users,
    mostMoves: Math.ceil(users / workers.length),
  });
const change =
  (users: number): Step =>
  (before) => ({ ...before, users, mostMoves: users >= before.users ? 0 : users });

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant(join),
  fc.nat({ max: 20 }).map(lose),
  fc.nat({ max: 200 }).map(change),
);
const beginning = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.nat({ max: 200 }))
  .map(([count, users]): Setting => ({ workers: names(count), users, mostMoves: 0 }));

describe("assign over random histories", () => {
  it("stays exact and even, and moves no more than it must", () => {
    fc.assert(
      fc.property(beginning, fc.array(step, { maxLength: 15 }), (first, steps) => {
        let setting = first;
        let current = assign(nobody, setting.workers, setting.users);
        for (const go of steps) {
          setting = go(setting);
          const { workers, users, mostMoves } = setting;
          const next = assign(current, workers, users);
          expect(faults(next, workers, users)).toEqual([]);
          expect(countMoves(current, next)).toBeLessThanOrEqual(mostMoves);
          const survivors = new Map([...current].filter(([worker]) => workers.includes(worker)));
          expect(countMoves(survivors, next)).toBe(fewestTakenFrom(current, workers, users));
          current = next;
        }
      }),
      { numRuns: 150 },
    );
  });

  it("changes nothing when nothing changed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 100 }), (count, users) => {
        const first = assign(nobody, names(count), users);
        expect(assign(first, names(count), users)).toEqual(first);
      }),
    );
  });

  it("evens out any earlier assignment in one call", () => {
    const holder = fc.constantFrom("w0", "w1", "w2", "gone", null);
    fc.assert(
      fc.property(fc.array(holder, { maxLength: 60 }), fc.nat({ max: 60 }), (held, users) => {
        const before = new Map<string, { from: number; to: number }[]>();
        held.forEach((worker, user) => {
          if (worker === null) return;
          before.set(worker, [...(before.get(worker) ?? []), { from: user, to: user + 1 }]);
        });
        expect(faults(assign(before, names(3), users), names(3), users)).toEqual([]);
      }),
    );
  });
});

describe("assign by example", () => {
  it("cuts a fresh plan into one range per worker, the odd users first", () => {
    expect(assign(nobody, ["a", "b", "c"], 8)).toEqual(
      new Map([
        ["a", [{ from: 0, to: 3 }]],
        ["b", [{ from: 3, to: 6 }]],
        ["c", [{ from: 6, to: 8 }]],
      ]),
    );
  });

  it("gives nobody anything without workers or users", () => {
    expect(assign(nobody, [], 10)).toEqual(new Map());
    expect(assign(nobody, ["a"], 0)).toEqual(new Map([["a", []]]));
  });

  it("leaves some workers empty when there are more workers than users", () => {
    const sizes = [...assign(nobody, names(5), 2).values()].map(countUsers);
    expect(sizes).toEqual([1, 1, 0, 0, 0]);
  });

  it("counts a worker named twice once", () => {
    expect(faults(assign(nobody, ["a", "a", "b"], 5), ["a", "b"], 5)).toEqual([]);
  });

  it("lets neighbours grow into a lost worker's range", () => {
    const before = assign(nobody, ["a", "b", "c"], 9);
    expect(assign(before, ["a", "c"], 9)).toEqual(
      new Map([
        ["a", [{ from: 0, to: 5 }]],
        ["c", [{ from: 5, to: 9 }]],
      ]),
    );
  });

  it("takes up to one user from each of the others when users are removed one by one", () => {
    let current = assign(nobody, names(4), 40);
    for (let users = 39; users >= 36; users -= 1) {
      const next = assign(current, names(4), users);
      expect(countMoves(current, next)).toBeLessThanOrEqual(1);
      current = next;
    }
  });
});

describe("assign at scale", () => {
  const workers = names(1000);

  it("shares 100,000 users among 1,000 workers quickly, also after a loss and a join", () => {
    const first = assign(nobody, workers, 100_000);
    const afterLoss = assign(first, workers.slice(1), 100_000);
    let afterJoin = afterLoss;
    const costMs = cpuMsOf(() => {
      afterJoin = assign(afterLoss, [...workers.slice(1), "new"], 100_000);
    });
    // The aim is 20 ms; the rest is room for a slow machine.
    expect(costMs).toBeLessThan(200);
    expect(faults(afterJoin, [...workers.slice(1), "new"], 100_000)).toEqual([]);
  });

  it("keeps shares in few ranges while workers come and go", () => {
    let alive = names(100);
    let current = assign(nobody, alive, 10_000);
    for (let round = 0; round < 100; round += 1) {
      const which = (round * 37) % alive.length;
      alive = round % 2 === 0 ? alive.filter((_, i) => i !== which) : [...alive, `n${round}`];
      current = assign(current, alive, 10_000);
    }
    const ranges = [...current.values()].reduce((sum, share) => sum + share.length, 0);
    expect(ranges).toBeLessThan(20 * alive.length);
  });
});
