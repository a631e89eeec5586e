import { describe, expect, it } from "vitest";
import { planOf } from "../../../../test/support/snapshots.ts";
import { LoadControl } from "./load-control.ts";

const setUp = (isLoading = true) => {
  const told: string[] = [];
  const shares = {
    users: 20,
    spawnRate: 10,
    setRate: (rate: number) => void told.push(`rate ${rate}`),
    rebalance: (users: number) => void told.push(`users ${users}`),
  };
  const journalist = {
    loadChanges: (text: string, change: object) =>
      void told.push(`${text}: ${JSON.stringify(change)}`),
    resets: () => void told.push("resets"),
  };
  const changed = () => void told.push("changed");
  const deps = { plan: planOf(), shares, journalist, isLoading: () => isLoading, changed };
  return { control: new LoadControl(deps), told };
};

describe("live changes", () => {
  it("lay the users out anew at the new rate, and say both", () => {
    const { control, told } = setUp();
    expect(control.set(7, 2.5)).toBe(true);
    expect(told).toEqual([
      "changed",
      "rate 2.5",
      "users 7",
      'Users changed from 20 to 7: {"users":7}',
      'Spawn rate changed from 10 to 2.5 users/s: {"spawnRate":2.5}',
    ]);
  });

  it("that change nothing do nothing", () => {
    const { control, told } = setUp();
    expect([control.set(20, 10), told]).toEqual([true, []]);
  });

  it("are refused where there is no load, and so is a reset", () => {
    const { control, told } = setUp(false);
    expect([control.set(1, 1), control.reset(), told]).toEqual([false, false, []]);
  });

  it("begin the metrics anew", () => {
    const { control, told } = setUp();
    expect([control.reset(), told]).toEqual([true, ["resets"]]);
  });
});
