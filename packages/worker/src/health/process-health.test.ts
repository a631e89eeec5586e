import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { afterEach, expect, it } from "vitest";
import { ProcessHealth, type Health } from "./process-health.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const watch = (): ProcessHealth => {
  const health = new ProcessHealth();
  closers.push(() => health.close());
  return health;
};

const delaysOf = ({ loopDelay }: Health): Histogram => {
  const histogram = new Histogram();
  expect(addFrame(histogram, loopDelay).ok).toBe(true);
  return histogram;
};

const keepBusy = (ms: number): void => {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
};

/** Until every timer that is overdue has fired: the most overdue goes first. */
const timersCaughtUp = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 1);
  });

it("sees a stalled loop at p99, as many beats late as were missed", async () => {
  const health = watch();
  keepBusy(200);
  await timersCaughtUp();
  const delays = delaysOf(health.cut());
  expect(delays.quantile(0.99)).toBeGreaterThanOrEqual(185_000);
  expect(delays.quantile(0.5)).toBeGreaterThanOrEqual(80_000);
  expect(delays.count).toBeGreaterThanOrEqual(19);
  expect(health.recent.loopDelayP99Ms).toBeGreaterThanOrEqual(185);
});

it("measures the processor use of the interval", () => {
  const [before, startedAtMs] = [process.cpuUsage(), performance.now()];
  const health = watch();
  keepBusy(60);
  const { cpu } = health.cut();
  const { user, system } = process.cpuUsage(before);
  const expected = (user + system) / 1000 / (performance.now() - startedAtMs);
  // Not quite the same moments; how much of the machine we were given is no matter.
  expect(cpu).toBeGreaterThan(0.5 * expected);
  expect(health.recent.cpu).toBe(cpu);
});

it("begins each interval empty", async () => {
  const health = watch();
  keepBusy(100);
  await timersCaughtUp();
  health.cut();
  const second = health.cut();
  expect(delaysOf(second).count).toBe(0);
  expect(second.gcMs).toBe(0);
  expect(second.rssBytes).toBeGreaterThan(1_000_000);
});
