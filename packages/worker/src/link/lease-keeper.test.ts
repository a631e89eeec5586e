import type { LeasePhase } from "@gadfly/shared/lifecycle/lease";
import { afterEach, expect, it } from "vitest";
import { LeaseKeeper } from "./lease-keeper.ts";

const leaseMs = 120;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A keeper that notes every change of phase, by this machine's clock or one that is set by hand. */
const watch = (now?: () => number) => {
  const changes: LeasePhase[] = [];
  const waiting: { phase: LeasePhase; resolve: () => void }[] = [];
  const keeper = new LeaseKeeper((phase) => {
    changes.push(phase);
    for (const waiter of waiting) if (waiter.phase === phase) waiter.resolve();
  }, now);
  closers.push(() => keeper.close());
  const until = (phase: LeasePhase) =>
    new Promise<void>((resolve) => {
      waiting.push({ phase, resolve });
    });
  return { keeper, changes, until };
};

/** A keeper whose clock goes on while no timer fires, as when a process is frozen. */
const watchFrozen = () => {
  let nowMs = 1_000;
  const freeze = (ms: number): void => {
    nowMs += ms;
  };
  return { ...watch(() => nowMs), freeze, now: () => nowMs };
};

it("holds before there is a lease", () => {
  const { keeper, changes } = watch();
  keeper.renew(performance.now() - 60_000);
  expect(keeper.phase).toBe("held");
  expect(changes).toEqual([]);
});

it("pauses when the lease is over and ends after a second one, never early", async () => {
  const { keeper, changes, until } = watch();
  const begunAtMs = performance.now();
  keeper.begin(leaseMs);
  await until("paused");
  expect(performance.now() - begunAtMs).toBeGreaterThanOrEqual(leaseMs);
  await until("over");
  expect(performance.now() - begunAtMs).toBeGreaterThanOrEqual(2 * leaseMs);
  expect(changes).toEqual(["paused", "over"]);
});

it("counts from when the answered heartbeat was sent, not from its answer", () => {
  const { keeper, freeze, now } = watchFrozen();
  keeper.begin(leaseMs);
  freeze(leaseMs + 5);
  keeper.renew(now() - leaseMs - 1);
  expect(keeper.phase).toBe("paused");
  keeper.renew(now() - leaseMs / 2);
  expect(keeper.phase).toBe("held");
});

it("is not shortened by an answer that was overtaken", () => {
  const { keeper, changes } = watch();
  keeper.begin(60_000);
  keeper.renew(performance.now() - 120_000);
  expect(keeper.phase).toBe("held");
  expect(changes).toEqual([]);
});

it("looks at the clock when asked: a process that was frozen knows before any timer fires", () => {
  const { keeper, changes, freeze } = watchFrozen();
  keeper.begin(20);
  freeze(25);
  expect(keeper.phase).toBe("paused");
  freeze(20);
  expect(keeper.phase).toBe("over");
  expect(changes).toEqual(["paused", "over"]);
});

it("begins anew with a new welcome", async () => {
  const { keeper, changes, until } = watch();
  keeper.begin(20);
  await until("over");
  keeper.begin(60_000);
  expect(keeper.phase).toBe("held");
  expect(changes.at(-1)).toBe("held");
});
