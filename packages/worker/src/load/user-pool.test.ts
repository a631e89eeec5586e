import { describe, expect, it } from "vitest";
import { DrivenUsers } from "../../../../test/support/driven-users.ts";
import { RequestQuota } from "./request-quota.ts";

describe("starting", () => {
  it("starts listed users one by one at the spawn rate", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { spawn: { users: [4, 5, 6], atMs: 50, ratePerS: 10 } });
    expect(driven.sent).toEqual([]);
    expect(driven.pool.isSpawning).toBe(true);
    driven.advance(1000);
    expect(driven.sent.map(({ user, atMs }) => [user, atMs])).toEqual([
      [4, 50],
      [5, 150],
      [6, 250],
    ]);
    expect(driven.pool.isSpawning).toBe(false);
  });

  it("counts a first request as due at its turn, however late we come to it", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { spawn: { users: [0], atMs: 50 } });
    driven.nowMs = 80;
    driven.pool.runDue(80);
    expect(driven.sent).toEqual([{ user: 0, iteration: 0, dueMs: 50, atMs: 80 }]);
  });

  it("starts at once who should run already", () => {
    const driven = new DrivenUsers();
    driven.advance(700);
    driven.apply(3, { started: [1, 2], spawn: { users: [3], atMs: 900 } });
    expect(driven.running).toEqual([1, 2]);
    expect(driven.sent.map(({ dueMs }) => dueMs)).toEqual([700, 700]);
  });

  it("sends one request after another, a wait apart", () => {
    const driven = new DrivenUsers({ waitMs: 30 });
    driven.apply(1, { started: [0] });
    driven.advance(100);
    driven.end(0);
    expect(driven.pool.nextDueMs).toBe(130);
    driven.advance(200);
    expect(driven.sent).toEqual([
      { user: 0, iteration: 0, dueMs: 0, atMs: 0 },
      { user: 0, iteration: 1, dueMs: 130, atMs: 130 },
    ]);
  });

  it("starts nobody by a version that is no longer the newest", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { spawn: { users: [0, 1], atMs: 100 } });
    driven.apply(2, { spawn: { users: [0], atMs: 500 } });
    driven.advance(400);
    expect(driven.present).toEqual([]);
    driven.advance(500);
    expect(driven.present).toEqual([0]);
  });

  it("never sends in a later life of a user what an earlier one has sent", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { started: [0, 1], lives: [{ user: 1, life: 2 }] });
    driven.end(0, 1);
    driven.advance(1);
    const iterationsOf = (wanted: number) =>
      driven.sent.filter(({ user }) => user === wanted).map(({ iteration }) => iteration);
    expect(iterationsOf(0)).toEqual([0, 1]);
    expect(iterationsOf(1)).toEqual([2 ** 21, 2 ** 21 + 1]);
  });

  it("ignores versions that come out of order", () => {
    const driven = new DrivenUsers();
    driven.apply(5, { started: [0, 1] });
    driven.apply(4, { started: [7], retire: { users: [0] } });
    driven.advance(100);
    expect(driven.present).toEqual([0, 1]);
    expect(driven.gone.filter((user) => user < 2)).toEqual([]);
  });
});

describe("leaving", () => {
  it("lets a user go when its request ends, and reports it only then", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { started: [0, 1] });
    driven.apply(2, { started: [1], retire: { users: [0], atMs: 100 } });
    driven.advance(1000);
    expect(driven.reports).toEqual([]);
    driven.end(0);
    expect(driven.reports).toEqual([{ users: [0], version: 2 }]);
    expect(driven.present).toEqual([1]);
  });

  it("lets a user that waits go at its turn", () => {
    const driven = new DrivenUsers({ waitMs: 5000 });
    driven.apply(1, { started: [0, 1] });
    driven.end(0, 1);
    driven.apply(2, { retire: { users: [0, 1], atMs: 100, ratePerS: 10 } });
    driven.advance(150);
    expect(driven.gone).toEqual([0]);
    driven.advance(6000);
    expect(driven.gone).toEqual([0, 1]);
    expect(driven.sent).toHaveLength(2);
  });

  it("cancels the request of a leaving user when the leave timeout is over", () => {
    const driven = new DrivenUsers({ leaveTimeoutMs: 300 });
    driven.apply(1, { started: [0] });
    driven.apply(2, { retire: { users: [0], atMs: 100 } });
    driven.advance(399);
    expect(driven.cancelled).toEqual([]);
    driven.advance(400);
    expect(driven.cancelled).toEqual([0]);
    expect(driven.reports).toEqual([{ users: [0], version: 2 }]);
  });

  it("waits as long as it takes without a leave timeout", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { started: [0] });
    driven.apply(2, {});
    driven.advance(3_600_000);
    expect(driven.cancelled).toEqual([]);
    expect(driven.present).toEqual([0]);
  });

  it("keeps a leaving user that is told to stay, and never cancels for the old reason", () => {
    const driven = new DrivenUsers({ leaveTimeoutMs: 300 });
    driven.apply(1, { started: [0] });
    driven.apply(2, {});
    driven.advance(100);
    driven.apply(3, { started: [0] });
    driven.end(0);
    driven.advance(1000);
    expect(driven.cancelled).toEqual([]);
    expect(driven.running).toEqual([0]);
    expect(driven.reports).toEqual([]);
  });

  it("gives a user that is told to leave anew the whole timeout", () => {
    const driven = new DrivenUsers({ leaveTimeoutMs: 300 });
    driven.apply(1, { started: [0] });
    driven.apply(2, {});
    driven.advance(200);
    driven.apply(3, { started: [0] });
    driven.apply(4, {});
    driven.advance(499);
    expect(driven.cancelled).toEqual([]);
    driven.advance(500);
    expect(driven.cancelled).toEqual([0]);
  });

  it("does not report a user gone that has become ours again before it left", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { started: [0] });
    driven.apply(2, {});
    driven.apply(3, { spawn: { users: [0], atMs: 500 } });
    driven.end(0);
    expect(driven.reports).toEqual([]);
    expect(driven.present).toEqual([]);
    driven.advance(500);
    expect(driven.running).toEqual([0]);
  });

  it("lets a user go whose turn to leave fell between two versions", () => {
    const driven = new DrivenUsers({ waitMs: 5000 });
    driven.apply(1, { started: [0, 1] });
    driven.end(0, 1);
    driven.apply(2, { started: [1], retire: { users: [0], atMs: 100 } });
    // By the master's clock the turn is over, so the next version lists nobody.
    driven.nowMs = 101;
    driven.apply(3, { started: [1] });
    expect(driven.reports).toEqual([{ users: [0], version: 3 }]);
    expect(driven.present).toEqual([1]);
  });

  it("reports at once who was disowned before it was started", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { spawn: { users: [0, 1, 2], atMs: 100 } });
    driven.apply(2, { spawn: { users: [0], atMs: 100 }, retire: { users: [1, 2] } });
    expect(driven.reports).toEqual([{ users: [1, 2], version: 2 }]);
  });

  it("reports each user once", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { started: [0, 1] });
    driven.apply(2, { started: [1] });
    driven.end(0);
    driven.apply(3, { started: [1] });
    driven.apply(4, { started: [1], spawn: { users: [2], atMs: 9000 } });
    driven.advance(1000);
    expect(driven.gone).toEqual([0]);
  });

  it("says again who is gone when a version is repeated or missing: a report may be lost", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { started: [0, 1, 2] });
    driven.apply(2, { started: [1] });
    driven.end(0);
    driven.apply(2, { started: [1] });
    expect(driven.reports.at(-1)?.users).toContain(0);
    expect(driven.reports.at(-1)?.users).not.toContain(2);
    driven.end(2);
    driven.apply(4, { started: [0] });
    expect(driven.reports.at(-1)).toMatchObject({ version: 4 });
    expect(driven.reports.at(-1)?.users).toContain(2);
    expect(driven.reports.at(-1)?.users).not.toContain(1);
    expect(driven.running).toEqual([0, 1]);
    expect(driven.mistakes).toEqual([]);
  });
});

describe("stopping", () => {
  it("cancels at once when there is no time left", () => {
    const driven = new DrivenUsers({ waitMs: 5000 });
    driven.apply(1, { started: [0, 1], spawn: { users: [2], atMs: 100 } });
    driven.end(1);
    driven.pool.drain(0, 0);
    expect(driven.cancelled).toEqual([0]);
    expect(driven.pool).toMatchObject({ isDrained: true, size: 0, inFlight: 0, nextDueMs: null });
    driven.advance(10_000);
    expect(driven.sent).toHaveLength(2);
  });

  it("lets running requests end within the stop timeout and cancels the rest", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { started: [0, 1] });
    driven.pool.drain(0, 500);
    driven.advance(200);
    driven.end(0);
    expect(driven.pool.isDrained).toBe(false);
    driven.advance(499);
    expect(driven.cancelled).toEqual([]);
    driven.advance(500);
    expect(driven.cancelled).toEqual([1]);
    expect(driven.pool.isDrained).toBe(true);
    expect(driven.sent).toHaveLength(2);
  });

  it("takes no share and reports nobody while it drains", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { started: [0] });
    driven.pool.drain(0, 500);
    driven.apply(2, { started: [0, 1, 2] });
    driven.end(0);
    driven.advance(1000);
    expect(driven.sent).toHaveLength(1);
    expect(driven.reports).toEqual([]);
  });

  it("cuts the time short when it is told to drain again", () => {
    const driven = new DrivenUsers();
    driven.apply(1, { started: [0] });
    driven.pool.drain(0, 60_000);
    driven.pool.drain(10, 0);
    expect(driven.cancelled).toEqual([0]);
    expect(driven.pool.isDrained).toBe(true);
  });

  it("ends running requests without ending their users", () => {
    const driven = new DrivenUsers({ waitMs: 100 });
    driven.apply(1, { started: [0, 1] });
    driven.pool.cancelRunning();
    expect(driven.cancelled).toEqual([0, 1]);
    expect(driven.pool).toMatchObject({ size: 2, inFlight: 0 });
    driven.advance(100);
    expect(driven.running).toEqual([0, 1]);
  });
});

describe("leave to start", () => {
  it("parks users that may not start and sends when they are woken", () => {
    let isAllowed = false;
    const driven = new DrivenUsers({ mayStart: () => isAllowed });
    driven.apply(1, { started: [0, 1] });
    driven.advance(1000);
    expect(driven.pool).toMatchObject({ size: 2, inFlight: 0, nextDueMs: null });
    driven.pool.wakeParked();
    expect(driven.sent).toHaveLength(0);
    isAllowed = true;
    driven.pool.wakeParked();
    expect(driven.sent.map(({ user, iteration, dueMs }) => [user, iteration, dueMs])).toEqual([
      [0, 0, 0],
      [1, 0, 0],
    ]);
  });

  it("lets a parked user leave at once, and does not wake it", () => {
    let isAllowed = false;
    const driven = new DrivenUsers({ mayStart: () => isAllowed });
    driven.apply(1, { started: [0, 1] });
    driven.apply(2, { started: [1] });
    expect(driven.gone).toEqual([0]);
    isAllowed = true;
    driven.pool.wakeParked();
    expect(driven.running).toEqual([1]);
  });

  it("never starts more requests than were granted", () => {
    const quota = new RequestQuota(true);
    quota.grant(5, false);
    const driven = new DrivenUsers({ mayStart: () => quota.take() });
    driven.apply(1, { started: [0, 1, 2] });
    for (let atMs = 10; driven.running.length > 0; atMs += 10) {
      driven.advance(atMs);
      driven.end(...driven.running);
      driven.advance(atMs);
    }
    expect(driven.sent).toHaveLength(5);
    quota.grant(7, true);
    driven.pool.wakeParked();
    expect(driven.sent).toHaveLength(7);
    expect(driven.running).toHaveLength(2);
    expect(quota.isUsedUp).toBe(true);
  });
});

describe("a server that refuses at once", () => {
  it("gets one attempt per user and pass, without recursion", () => {
    const driven = new DrivenUsers();
    driven.isRefusing = true;
    driven.apply(1, { started: [0, 1, 2] });
    driven.pool.runDue(0);
    driven.pool.runDue(0);
    expect(driven.sent.length).toBeLessThanOrEqual(3 * 4);
    expect(driven.pool).toMatchObject({ size: 3, inFlight: 0 });
    expect(driven.mistakes).toEqual([]);
  });

  it("is attempted no more often than the wait says", () => {
    const driven = new DrivenUsers({ waitMs: 100 });
    driven.isRefusing = true;
    driven.apply(1, { started: [0] });
    driven.advance(1000);
    expect(driven.sent).toHaveLength(11);
  });

  it("leaves nothing behind that a leaving user would wait for", () => {
    const driven = new DrivenUsers({ waitMs: 100 });
    driven.isRefusing = true;
    driven.apply(1, { started: [0] });
    driven.apply(2, {});
    expect(driven.gone).toEqual([0]);
    expect(driven.present).toEqual([]);
  });
});
