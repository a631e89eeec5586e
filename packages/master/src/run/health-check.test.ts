import { describe, expect, it } from "vitest";
import { entryOf } from "../../../../test/support/snapshots.ts";
import { HealthCheck } from "./health-check.ts";

describe("the health request after a run", () => {
  it("is put by the first worker only, also when more are told to stop later", () => {
    const check = new HealthCheck();
    const [first, second] = [entryOf("a"), entryOf("b")];
    check.choose([first, second]);
    check.choose([second]);
    expect([check.isAskedOf(first), check.isAskedOf(second)]).toEqual([true, false]);
  });

  it("is waited for until it is answered", () => {
    const check = new HealthCheck();
    check.choose([entryOf("a")]);
    expect(check.isAwaited(1000)).toBe(true);
    expect(check.isAwaited(7999)).toBe(true);
    check.end();
    expect(check.isAwaited(2000)).toBe(false);
  });

  it("is waited for no longer than its time", () => {
    const check = new HealthCheck();
    check.choose([entryOf("a")]);
    expect([check.isAwaited(1000), check.isAwaited(8000)]).toEqual([true, false]);
  });

  it("is not waited for when its worker is gone, or when there was none", () => {
    const check = new HealthCheck();
    expect(check.isAwaited(0)).toBe(false);
    const worker = entryOf("a");
    check.choose([worker]);
    worker.liveness = "lost";
    expect(check.isAwaited(0)).toBe(false);
  });
});
