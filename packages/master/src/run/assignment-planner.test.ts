import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countUsers } from "@gadfly/shared/load/user-ranges";
import { PlannedLoad, tickMs, type Temper } from "../../../../test/support/share-follower.ts";
import { AssignmentPlanner } from "./assignment-planner.ts";

type Step =
  | { readonly join: Temper }
  | { readonly lose: number }
  | { readonly relink: number }
  | { readonly users: number }
  | { readonly passMs: number };

const prompt: Temper = { lagMs: 0, aheadMs: 0, requestMs: 0 };
/** Longer than any ramp, retirement and request of these tests. */
const settleMs = 20_000;
const most = { lagMs: 400, aheadMs: 60 };

const anyTemper: fc.Arbitrary<Temper> = fc.record({
  lagMs: fc.integer({ min: 0, max: most.lagMs }),
  aheadMs: fc.integer({ min: -most.aheadMs, max: most.aheadMs }),
  requestMs: fc.constantFrom(0, 50, 700, 2500),
});

/** Hears and tells everything at once, but may have long requests. */
const anyPrompt = anyTemper.map(({ requestMs }) => ({ ...prompt, requestMs }));

const stepsOf = (temper: fc.Arbitrary<Temper>): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      fc.record({ join: temper }),
      fc.record({ lose: fc.nat(5) }),
      fc.record({ relink: fc.nat(5) }),
      fc.record({ users: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ passMs: fc.constantFrom(0, 20, 100, 300, 1000, 3000) }),
    ),
    { maxLength: 16 },
  );

const take = (load: PlannedLoad, step: Step): void => {
  if ("passMs" in step) load.pass(step.passMs);
  else if ("relink" in step) load.relink(step.relink);
  else if ("users" in step) load.setUsers(step.users);
  else if ("join" in step && load.workers < 6) load.join(step.join);
  else if ("lose" in step && load.workers > 1) load.lose(step.lose);
};

const run = (ratePerS: number, first: Temper, steps: readonly Step[]): PlannedLoad => {
  const load = new PlannedLoad(ratePerS);
  load.join(first);
  load.setUsers(12);
  for (const step of steps) take(load, step);
  return load;
};

/** By how many users any window held more starts than the rate allows. */
const excessStarts = (starts: readonly number[], ratePerS: number): number => {
  let worst = 0;
  starts.forEach((from, i) =>
    starts.slice(i).forEach((to, k) => {
      const allowed = (ratePerS * (to - from + tickMs)) / 1000 + 1;
      worst = Math.max(worst, k + 1 - allowed);
    }),
  );
  return worst;
};

/** All users listed and started. */
const settled = (workers: readonly string[], users: number): AssignmentPlanner => {
  const planner = new AssignmentPlanner(10);
  planner.rebalance(workers, users, 0);
  planner.listFreeUsers(5000);
  return planner;
};

const rate = fc.constantFrom(5, 20, 50);

describe("planner, whatever joins, is lost, changes or comes late", () => {
  it("never doubles a user", () => {
    fc.assert(
      fc.property(rate, anyTemper, stepsOf(anyTemper), (ratePerS, first, steps) => {
        const load = run(ratePerS, first, steps);
        load.pass(2000);
        expect(load.doubled).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("ends with exactly the users asked for, spread evenly", () => {
    fc.assert(
      fc.property(rate, anyTemper, stepsOf(anyTemper), (ratePerS, first, steps) => {
        const load = run(ratePerS, first, steps);
        load.pass(settleMs);
        expect(load.running).toEqual([{ from: 0, to: load.planner.users }]);
        expect(Math.max(...load.sizes) - Math.min(...load.sizes)).toBeLessThanOrEqual(1);
        expect(load.planner.hasFreeUsers).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it("starts users no faster than the spawn rate, however long the old owners hold on", () => {
    fc.assert(
      fc.property(rate, stepsOf(anyPrompt), (ratePerS, steps) => {
        const load = run(ratePerS, prompt, steps);
        load.pass(2000);
        expect(excessStarts(load.starts, ratePerS)).toBeLessThan(0.01);
      }),
      { numRuns: 100 },
    );
  });
});

describe("planner, step by step", () => {
  it("lists all users for the only worker, from now on", () => {
    const planner = new AssignmentPlanner(10);
    planner.rebalance(["a"], 5, 100);
    expect(planner.shareOf("a")).toEqual({
      version: 1,
      started: [],
      spawn: { atMs: 100, ratePerS: 10, counts: [5], order: 0, users: [{ from: 0, to: 5 }] },
      retire: { atMs: 100, ratePerS: 10, counts: [0], order: 0, users: [] },
      lives: [],
    });
    expect(planner.rampEndsAtMs).toBe(500);
  });

  it("gives a moved user to its new owner only when the old one has let it go", () => {
    const planner = settled(["a"], 4);
    planner.rebalance(["a", "b"], 4, 10_000);
    const moved = planner.shareOf("a").retire.users;
    expect(countUsers(moved)).toBe(2);
    expect(countUsers(planner.shareOf("b").spawn.users)).toBe(0);
    planner.usersGone("a", moved, planner.version);
    expect(planner.hasFreeUsers).toBe(true);
    planner.listFreeUsers(10_500);
    expect(planner.shareOf("b").spawn.users).toEqual(moved);
    // It begins a new life there, so that it does not send again what it has sent at the other.
    expect(planner.shareOf("b").lives.map(({ life }) => life)).toEqual([1, 1]);
  });

  it("takes no word from a worker about users that it does not hold", () => {
    const planner = settled(["a", "b"], 4);
    planner.usersGone("b", [{ from: 0, to: 4 }], planner.version);
    expect(planner.hasFreeUsers).toBe(false);
  });

  it("takes no word that is older than its order to let go", () => {
    const planner = settled(["a"], 4);
    const known = planner.version;
    planner.rebalance(["a", "b"], 4, 10_000);
    planner.usersGone("a", [{ from: 0, to: 4 }], known);
    expect(planner.hasFreeUsers).toBe(false);
    planner.usersGone("a", [{ from: 0, to: 4 }], known + 1);
    expect(planner.hasFreeUsers).toBe(true);
  });

  it("frees at once what a lost worker ran, and lists it at the spawn rate", () => {
    const planner = settled(["a", "b"], 6);
    planner.rebalance(["a"], 6, 10_000);
    const { started, spawn } = planner.shareOf("a");
    expect([countUsers(started), countUsers(spawn.users)]).toEqual([3, 3]);
    expect(spawn.atMs).toBe(10_000);
    expect(planner.shareOf("b")).toMatchObject({ started: [], spawn: { users: [] } });
  });

  it("goes on at the rate when a schedule was empty in between", () => {
    const planner = new AssignmentPlanner(5);
    planner.rebalance(["a"], 2, 0);
    planner.rebalance(["a", "b"], 2, 210);
    expect(planner.shareOf("a").spawn).toMatchObject({ atMs: 400, users: [] });
    planner.rebalance(["a", "b"], 3, 220);
    expect(planner.shareOf("b").spawn.atMs).toBe(400);
  });

  it("lists what a worker gets back before it has let it go, for it may never have started it", () => {
    // User 5 goes from a to c and back to a, all before anybody could start it.
    const planner = new AssignmentPlanner(5);
    planner.rebalance(["a"], 12, 0);
    planner.rebalance(["a", "b"], 12, 0);
    planner.rebalance(["a", "b", "c"], 12, 0);
    planner.rebalance(["a", "b", "c"], 18, 0);
    planner.rebalance(["a", "b", "c"], 14, 0);
    const shares = ["a", "b", "c"].map((worker) => planner.shareOf(worker));
    expect(shares.map(({ started }) => countUsers(started))).toEqual([1, 0, 0]);
    expect(shares[2]?.retire.users).toEqual([]);
  });
});
