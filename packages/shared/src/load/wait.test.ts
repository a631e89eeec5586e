import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextDueMs, type WaitSpec, waitSpec } from "./wait.ts";

const never = () => {
  throw new Error("asked for a random number");
};
const due = (spec: WaitSpec, previousDueMs: number, previousEndMs: number, random = never) =>
  nextDueMs(spec, { previousDueMs, previousEndMs, random });

describe("the next request of a user", () => {
  it("is due at the previous end without a wait", () => {
    expect(due({ kind: "none" }, 100, 350)).toBe(350);
  });

  it("is due a constant time after the previous end", () => {
    expect(due({ kind: "constant", seconds: 1.5 }, 100, 350)).toBe(1850);
  });

  it("is due a random time from the range after the previous end", () => {
    const spec: WaitSpec = { kind: "between", minS: 1, maxS: 3 };
    expect(nextDueMs(spec, { previousDueMs: 0, previousEndMs: 500, random: () => 0 })).toBe(1500);
    expect(nextDueMs(spec, { previousDueMs: 0, previousEndMs: 500, random: () => 0.5 })).toBe(2500);
  });

  it("is due one period after the previous one was due, when pacing", () => {
    expect(due({ kind: "pacing", seconds: 2 }, 1000, 1400)).toBe(3000);
    expect(due({ kind: "throughput", perS: 4 }, 1000, 1100)).toBe(1250);
  });

  it("is due at once after an overrun, and missed turns are not made up for", () => {
    const spec: WaitSpec = { kind: "pacing", seconds: 1 };
    const late = due(spec, 0, 3500);
    expect(late).toBe(3500);
    expect(due(spec, late, 3600)).toBe(4500);
  });

  it("is never due before the previous one ended", () => {
    const specs = fc.constantFrom<WaitSpec>(
      { kind: "none" },
      { kind: "constant", seconds: 0.2 },
      { kind: "between", minS: 0, maxS: 1 },
      { kind: "pacing", seconds: 0.3 },
      { kind: "throughput", perS: 3 },
    );
    fc.assert(
      fc.property(specs, fc.nat(), fc.nat({ max: 5000 }), (spec, previousDueMs, tookMs) => {
        const previousEndMs = previousDueMs + tookMs;
        const next = nextDueMs(spec, { previousDueMs, previousEndMs, random: () => 0.25 });
        expect(next).toBeGreaterThanOrEqual(previousEndMs);
      }),
    );
  });
});

describe("the schema of a wait", () => {
  it.each([
    { kind: "constant", seconds: -1 },
    { kind: "constant", seconds: Number.NaN },
    { kind: "between", minS: 3, maxS: 1 },
    { kind: "pacing", seconds: 0 },
    { kind: "throughput", perS: 0 },
    { kind: "throughput", perS: Number.POSITIVE_INFINITY },
    { kind: "sometimes" },
  ])("refuses $kind out of bounds: %j", (spec) => {
    expect(waitSpec.safeParse(spec).success).toBe(false);
  });
});
