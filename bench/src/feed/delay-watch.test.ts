import { expect, it } from "vitest";
import { DelayWatch } from "./delay-watch.ts";

const hold = (ms: number): void => {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
};

it("counts a held loop for all that would have come meanwhile, and begins anew after each look", async () => {
  const watch = new DelayWatch();
  hold(60);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const { p99Ms, maxMs } = watch.take();
  expect(maxMs).toBeGreaterThan(50);
  expect(p99Ms).toBeGreaterThan(40);
  expect(watch.take()).toEqual({ p99Ms: 0, maxMs: 0 });
  watch.stop();
});
