import { expect, it } from "vitest";
import { frameOf, workerRowOf } from "../../../../test/support/snapshots.ts";
import { ClientHealth } from "./client-health.ts";

it("summarizes the workers' loop delay, CPU and garbage collection in their own units", () => {
  const health = new ClientHealth();
  health.add(workerRowOf("a", { cpu: 0.25, gcMs: 4, loopDelay: frameOf([1000, 3000]) }));
  health.add(workerRowOf("b", { cpu: 0.75, gcMs: 0, loopDelay: frameOf([2000]) }));
  expect(health.metrics()).toMatchObject({
    client_loop_delay: { unit: "ms", count: 3, max: 3 },
    client_cpu: { unit: "ratio", count: 2, mean: 0.5, max: 0.75 },
    client_gc: { unit: "ms", count: 2, max: 4 },
  });
});

it("has nothing to say before the first interval", () => {
  expect(new ClientHealth().metrics()).toEqual({});
});
