import { SeededRandom } from "@gadfly/shared/load/seeded-random";
import type { CancelAfter, CancelPlan } from "@gadfly/shared/load/cancel-plan";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseCancel } from "./planned-cancel.ts";

const after: CancelAfter = { unit: "tokens", tokens: 5 };
const plan = (rate: number): CancelPlan => ({ rate, after });
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("chooses none without a plan or at rate 0, and all at rate 1", () => {
  fc.assert(
    fc.property(draw, (random) => {
      expect(chooseCancel(null, random)).toBeNull();
      expect(chooseCancel(plan(0), random)).toBeNull();
      expect(chooseCancel(plan(1), random)).toBe(after);
    }),
  );
});

test("chooses at a higher rate all that a lower one chooses", () => {
  fc.assert(
    fc.property(draw, draw, draw, (random, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const isChosen = [low, high].map((rate) => chooseCancel(plan(rate), random) !== null);
      expect(isChosen).not.toEqual([true, false]);
    }),
  );
});

test("chooses the planned share", () => {
  const random = new SeededRandom([1, 2, 3, 4]);
  const chosen = Array.from({ length: 2000 }, () => chooseCancel(plan(0.3), random.nextFloat()));
  const share = chosen.filter((one) => one !== null).length / chosen.length;
  expect(share).toBeGreaterThan(0.27);
  expect(share).toBeLessThan(0.33);
});
