import { afterEach, expect, it } from "vitest";
import { Wakeup } from "./wakeup.ts";

const wakeups: Wakeup[] = [];
afterEach(() => {
  for (const wakeup of wakeups.splice(0)) wakeup.cancel();
});

/** A wakeup that notes when it woke; `woken(n)` settles at the n-th time. */
const watch = (run: (wakeup: Wakeup, times: number) => void = () => {}) => {
  const atMs: number[] = [];
  const waiting: { times: number; resolve: () => void }[] = [];
  const wakeup: Wakeup = new Wakeup(() => {
    atMs.push(performance.now());
    run(wakeup, atMs.length);
    for (const { times, resolve } of waiting) if (atMs.length >= times) resolve();
  });
  wakeups.push(wakeup);
  const woken = (times: number) =>
    new Promise<void>((resolve) => {
      waiting.push({ times, resolve });
    });
  return { wakeup, atMs, woken };
};

/** Until everything that was to happen before this moment has happened. */
const passed = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

it("wakes at the moment asked for", async () => {
  const { wakeup, atMs, woken } = watch();
  const askedMs = performance.now() + 20;
  wakeup.at(askedMs);
  await woken(1);
  expect(atMs[0]).toBeGreaterThan(askedMs - 2);
});

it("wakes for what is overdue at once, but never inside the call that asks", async () => {
  const { wakeup, atMs, woken } = watch();
  wakeup.at(performance.now() - 5);
  expect(atMs).toEqual([]);
  await woken(1);
  expect(atMs).toHaveLength(1);
});

it("keeps only the moment last asked for", async () => {
  const { wakeup, atMs, woken } = watch();
  const nowMs = performance.now();
  wakeup.at(nowMs + 5);
  wakeup.at(nowMs - 1);
  wakeup.at(nowMs + 15);
  await woken(1);
  await passed(10);
  expect(atMs).toHaveLength(1);
  expect(atMs[0]).toBeGreaterThan(nowMs + 13);
});

it("wakes once when the same moment is asked for again", async () => {
  const { wakeup, atMs, woken } = watch();
  const soonMs = performance.now() + 5;
  wakeup.at(soonMs);
  wakeup.at(soonMs);
  await woken(1);
  await passed(10);
  expect(atMs).toHaveLength(1);
});

it("can be armed anew from where it wakes, also for the same moment", async () => {
  const dueMs = performance.now();
  const { wakeup, atMs, woken } = watch((self, times) => {
    if (times < 3) self.at(dueMs);
  });
  wakeup.at(dueMs);
  await woken(3);
  await passed(5);
  expect(atMs).toHaveLength(3);
});

it("forgets what was asked for when cancelled", async () => {
  const { wakeup, atMs } = watch();
  wakeup.at(performance.now() + 2);
  wakeup.cancel();
  wakeup.at(performance.now() - 1);
  wakeup.at(null);
  await passed(10);
  expect(atMs).toEqual([]);
});
