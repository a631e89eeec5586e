// The wish for another load, and the sentences about starting and steering.
import type { RunStatus } from "@gadfly/shared/web/run-status";
import { describe, expect, it, test } from "vitest";
import { describeWish, loadOf, readLoad, stepOfKey, stepText } from "./load-wish.ts";
import { missingWorkers, whyNoStart } from "./start-notice.ts";

const status: RunStatus = {
  gadfly: "0",
  state: "running",
  runId: "r",
  elapsedMs: 0,
  totalMs: null,
  users: 5,
  targetUsers: 5,
  spawnRate: 1,
  inFlight: 0,
  expectWorkers: 2,
  members: [{ id: "a", name: "a", host: "h", liveness: "alive" }],
  canStart: false,
  folder: null,
  commandLine: null,
};

describe("the fields of the load", () => {
  it("are read as numbers", () => {
    const change = { users: 20, spawnRate: 0.5 };
    expect(readLoad({ users: " 20", spawnRate: "0.5" })).toEqual({ ok: true, change });
  });

  it.each([
    ["", "1"],
    ["0", "1"],
    ["1.5", "1"],
    ["100001", "1"],
    ["many", "1"],
    ["1", ""],
    ["1", "0"],
    ["1", "-2"],
    ["1", "100001"],
  ])("are refused with %j users at %j", (users, spawnRate) => {
    expect(readLoad({ users, spawnRate }).ok).toBe(false);
  });

  it.each([
    ["1", 1, "2"],
    ["1", -1, "1"],
    ["0.5", -1, "0.5"],
    ["20", 1, "30"],
    ["250", -1, "150"],
    ["100000", 1, "100000"],
    ["", 1, ""],
  ] as const)("step from %j by %i to %j", (text, direction, after) => {
    expect(stepText(text, direction)).toBe(after);
  });

  it("step by + and −", () => {
    expect(["+", "-", "ArrowUp", "ArrowDown", "5"].map(stepOfKey)).toEqual([1, -1, 1, -1, null]);
  });
});

test("a wish is followed until the run has it", () => {
  const wish = { users: 20, spawnRate: 5 };
  const told = { ...status, targetUsers: 20, spawnRate: 5 };
  expect(describeWish(status, null)).toBe("");
  expect(describeWish(status, wish)).toBe("Asked for 20 users at 5/s …");
  expect(describeWish(told, wish)).toBe("Going to 20 users at 5/s: 5 run.");
  expect(describeWish({ ...told, users: 20 }, wish)).toBe("Now 20 users at 5/s.");
  expect(loadOf(told)).toEqual(wish);
});

test("missing workers are told", () => {
  expect(missingWorkers(status)).toMatch(/^1 of 2 workers are connected\./);
  expect(missingWorkers({ ...status, members: [] })).toMatch(/^No worker is connected yet\./);
  expect(missingWorkers({ ...status, expectWorkers: 1 })).toBeNull();
});

test("says why nothing can be started", () => {
  expect(whyNoStart({ ...status, canStart: true })).toBeNull();
  expect(whyNoStart(status)).toMatch(/^A run is under way/);
  expect(whyNoStart({ ...status, state: "idle" })).toMatch(/--autostart/);
});
