import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countUsers } from "@gadfly/shared/load/user-ranges";
import { PlannedLoad, type Temper } from "../../../../test/support/share-follower.ts";
import { AssignmentPlanner } from "./assignment-planner.ts";

type Step =
  | { readonly join: Temper }
  | { readonly lose: number }
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

const stepsOf = (temper: fc.Arbitrary<Temper>): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      fc.record({ join: temper }),
      fc.record({ lose: fc.nat(5) }),
      fc.record({ users: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ passMs: fc.constantFrom(0, 20, 100, 300, 1000, 3000) }),
    ),
    { maxLength: 16 },
  );

const take = (load: PlannedLoad, step: Step): void => {
  if ("passMs" in step) load.pass(step.passMs);
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
const excessStarts = (starts: readonly number[], ratePerS: number, slackMs: number): number => {
  let worst = 0;
  starts.forEach((from, i) =>
    starts.slice(i).forEach((to, k) => {
      const allowed = (ratePerS * (to - from + slackMs)) / 1000 + 1;
      worst = Math.max(worst, k + 1 - allowed);
    }),
  );
  return worst;
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
      { numRuns: 300 },
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

  it("starts users no faster than the spawn rate", () => {
    fc.assert(
      fc.property(rate, stepsOf(fc.constant(prompt)), (ratePerS, steps) => {
        const load = run(ratePerS, prompt, steps);
        load.pass(2000);
        expect(excessStarts(load.starts, ratePerS, 20)).toBeLessThan(0.01);
      }),
      { numRuns: 200 },
    );
  });

  it("starts users late by no more than the messages that tell them to", () => {
    const slackMs = most.lagMs + 2 * most.aheadMs + 20;
    fc.assert(
      fc.property(rate, anyTemper, stepsOf(anyTemper), (ratePerS, first, steps) => {
        const load = run(ratePerS, first, steps);
        load.pass(2000);
        expect(excessStarts(load.starts, ratePerS, slackMs)).toBeLessThan(0.01);
      }),
      { numRuns: 200 },
    );
  });
});
