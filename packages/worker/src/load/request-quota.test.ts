import * as fc from "fast-check";
import { expect, it } from "vitest";
import { RequestQuota } from "./request-quota.ts";

const takeAll = (quota: RequestQuota, most: number): number => {
  let taken = 0;
  while (taken < most && quota.take()) taken++;
  return taken;
};

it("has no limit without -n, and never asks", () => {
  const quota = new RequestQuota(false);
  expect(takeAll(quota, 1000)).toBe(1000);
  expect(quota.shouldAsk(0)).toBe(false);
  expect(quota.isUsedUp).toBe(false);
});

it("gives nothing before the first grant", () => {
  const quota = new RequestQuota(true);
  expect(quota.take()).toBe(false);
  expect(quota.isUsedUp).toBe(false);
});

it("takes grants as absolute: a repeated or smaller one changes nothing", () => {
  const quota = new RequestQuota(true);
  quota.grant(10, false);
  quota.grant(10, false);
  quota.grant(4, false);
  expect(quota.granted).toBe(10);
  expect(takeAll(quota, 100)).toBe(10);
});

it("asks for more once half of the newest grant is left, unless it was the last", () => {
  const quota = new RequestQuota(true);
  quota.grant(10, false);
  takeAll(quota, 4);
  expect(quota.shouldAsk(10)).toBe(false);
  takeAll(quota, 1);
  expect(quota.shouldAsk(10)).toBe(true);
  quota.grant(10, true);
  expect(quota.shouldAsk(10)).toBe(false);
});

it("is used up only when the last grant is taken whole", () => {
  const quota = new RequestQuota(true);
  quota.grant(2, false);
  takeAll(quota, 2);
  expect(quota.isUsedUp).toBe(false);
  quota.grant(3, true);
  expect(quota.isUsedUp).toBe(false);
  quota.take();
  expect(quota.isUsedUp).toBe(true);
});

it("never lets more be taken than the largest grant, in whatever order things come", () => {
  const anyAct = fc.oneof(fc.nat(30), fc.constant("take" as const));
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 80 }), (acts) => {
      const quota = new RequestQuota(true);
      let taken = 0;
      let granted = 0;
      for (const act of acts) {
        if (act === "take") taken += quota.take() ? 1 : 0;
        else {
          granted = Math.max(granted, act);
          quota.grant(act, false);
        }
        expect(taken).toBeLessThanOrEqual(granted);
      }
      expect(takeAll(quota, 100)).toBe(granted - taken);
    }),
  );
});
