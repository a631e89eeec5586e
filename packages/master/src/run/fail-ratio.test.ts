import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failRatioBroken, findFailure } from "./fail-ratio.ts";

const limit = { ratio: 0.5, windowMs: 3_000 };

/** Seconds as pairs of ended and failed. */
const rowsOf = (...seconds: (readonly [ended: number, failed: number])[]) =>
  seconds.map(([rps, failuresPerS]) => ({ rps, failuresPerS }));

describe("failures within the window", () => {
  it("break the limit when they are above it", () => {
    expect(findFailure(rowsOf([10, 6], [10, 5], [10, 5]), limit, 1000)).toEqual({
      failed: 16,
      ended: 30,
    });
  });

  it("do not break it when they reach it", () => {
    expect(findFailure(rowsOf([10, 5], [10, 5], [10, 5]), limit, 1000)).toBeNull();
  });

  it("are only those of the last window", () => {
    const rows = rowsOf([10, 10], [10, 10], [10, 10], [10, 0], [10, 0], [10, 10]);
    expect(findFailure(rows, limit, 1000)).toBeNull();
  });

  it("mean nothing before a whole window has passed", () => {
    expect(findFailure(rowsOf([1, 1], [1, 1]), limit, 1000)).toBeNull();
    expect(findFailure(rowsOf([1, 1], [1, 1], [1, 1]), limit, 1000)).not.toBeNull();
  });

  it("are none where nothing ended", () => {
    expect(findFailure(rowsOf([0, 0], [0, 0], [0, 0]), limit, 1000)).toBeNull();
  });

  it("break a limit of 1 when all fail, and one of 0 with the first", () => {
    const rows = rowsOf([2, 2], [2, 2], [2, 2]);
    expect(findFailure(rows, { ...limit, ratio: 1 }, 1000)).toEqual({ failed: 6, ended: 6 });
    const one = rowsOf([2, 0], [2, 0], [200, 1]);
    expect(findFailure(one, { ...limit, ratio: 0 }, 1000)).toEqual({ failed: 1, ended: 204 });
  });

  it("are counted, whatever the length of an interval", () => {
    const quarter = Array.from({ length: 12 }, () => ({ rps: 4, failuresPerS: 4 }));
    expect(findFailure(quarter, limit, 250)).toEqual({ failed: 12, ended: 12 });
    expect(findFailure(quarter.slice(1), limit, 250)).toBeNull();
  });

  it("break a limit whenever they break a higher one", () => {
    const second = fc.nat(50).chain((ended) => fc.tuple(fc.constant(ended), fc.nat(ended)));
    const ratio = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(second, { maxLength: 8 }), ratio, ratio, (seconds, a, b) => {
        const rows = rowsOf(...seconds);
        const isBroken = (given: number) => findFailure(rows, { ...limit, ratio: given }, 1000);
        const [atLower, atHigher] = [isBroken(Math.min(a, b)), isBroken(Math.max(a, b))];
        expect(atHigher === null || atLower !== null).toBe(true);
      }),
    );
  });
});

it("is one sentence with the figures and the limit", () => {
  const trouble = failRatioBroken({ failed: 16, ended: 30 }, limit);
  expect(trouble.message).toBe(
    "16 of the 30 requests that ended within 3s failed, and --max-fail-ratio allows 50 %.",
  );
  expect(trouble.exitCode).toBe(1);
});
