import type { SnapshotMessage, WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import { afterEach, expect, test } from "vitest";
import { waitUntil } from "../../../../test/support/wait-until.ts";
import { ProcessHealth } from "../health/process-health.ts";
import { Outbox } from "../link/outbox.ts";
import { UserPool } from "../load/user-pool.ts";
import { Recorder } from "../record/recorder.ts";
import { IntervalReporter } from "./interval-reporter.ts";

const intervalMs = 20;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const idlePool = (): UserPool =>
  new UserPool(
    {
      openSlot: () => ({ send: () => ({ cancel: () => {} }), close: () => {} }),
      mayStart: () => true,
      nextDueMs: () => 0,
      usersGone: () => {},
      rearm: () => {},
    },
    null,
  );

/** Reports of a worker that has no load; what it knows of time zero is told by `startedAtMs`. */
const report = (startedAtMs: () => number): SnapshotMessage[] => {
  const snapshots: SnapshotMessage[] = [];
  const health = new ProcessHealth();
  const reporter = new IntervalReporter({
    runId: "r",
    intervalMs,
    startedAtMs,
    recorder: new Recorder(startedAtMs()),
    records: null,
    pool: idlePool(),
    health,
    outbox: new Outbox(),
    send: (message: WorkerMessage) => {
      if (message.type === "snapshot") snapshots.push(message);
    },
  });
  closers.push(
    () => reporter.stop(),
    () => health.close(),
  );
  return snapshots;
};

test("cuts at multiples of the interval after time zero", async () => {
  const startMs = performance.now();
  const snapshots = report(() => startMs);
  await waitUntil(() => snapshots.length >= 5, { what: "five snapshots" });
  const passed = Math.floor((performance.now() - startMs) / intervalMs);
  expect(snapshots.at(-1)?.toInterval).toBeLessThanOrEqual(passed);
  expect(snapshots.map(({ toInterval }) => toInterval)).toEqual(
    [...new Set(snapshots.map(({ toInterval }) => toInterval))].sort((a, b) => a - b),
  );
});

test("stays on the master's timeline when its own clock runs twice as fast", async () => {
  const startMs = performance.now();
  const masterElapsedMs = (): number => (performance.now() - startMs) / 2;
  // As a clock estimate says it: time zero moves away as long as our clock is ahead.
  const snapshots = report(() => performance.now() - masterElapsedMs());
  await waitUntil(() => snapshots.length >= 8, { what: "eight snapshots" });
  const passedOnMaster = Math.floor(masterElapsedMs() / intervalMs);
  expect(snapshots.at(-1)?.toInterval).toBeLessThanOrEqual(passedOnMaster);
});
