import { describe, expect, it } from "vitest";
import { frameOf, ledgerOf, workerRowOf } from "../../../../test/support/snapshots.ts";
import { verdictLimits } from "./verdict-limits.ts";
import { WorkerAccount } from "./worker-account.ts";

const openAccount = () => new WorkerAccount("a", "a-name", "a-host");

describe("worker account", () => {
  it("knows nothing before the first interval", () => {
    const account = openAccount();
    expect(account).toMatchObject({ lastInterval: -1, cpu: null, lostRequests: 0, isFinal: false });
    expect(account.ledger.started).toBe(0);
  });

  it("takes the newest absolutes and the most users", () => {
    const account = openAccount();
    account.add(workerRowOf("a", { users: 5, peakUsers: 5, ledger: ledgerOf(4) }), 0);
    const clock = { offsetMs: 1, errorMs: 2 };
    account.add(workerRowOf("a", { users: 3, ledger: ledgerOf(9), clock }), 1);
    account.add(workerRowOf("a", { users: 3, ledger: ledgerOf(9) }), 2);
    expect(account).toMatchObject({ users: 3, peakUsers: 5, lastInterval: 2, clock });
    expect(account.ledger.started).toBe(9);
  });

  it("never turns back for a late row, also when nothing was started since", () => {
    const account = openAccount();
    const newest = ledgerOf(10, { succeeded: 10 });
    account.add(workerRowOf("a", { users: 1, ledger: newest }), 5);
    account.add(workerRowOf("a", { users: 9, ledger: ledgerOf(8) }), 3);
    account.add(workerRowOf("a", { users: 9, ledger: ledgerOf(10, { succeeded: 4 }) }), 4);
    expect(account).toMatchObject({ ledger: newest, users: 1, lastInterval: 5, intervals: 3 });
  });

  it("takes a second row of one interval as the newer one", () => {
    const account = openAccount();
    account.add(workerRowOf("a", { ledger: ledgerOf(4) }), 2);
    account.add(workerRowOf("a", { ledger: ledgerOf(4, { cancelled: 4 }), final: true }), 2);
    expect(account).toMatchObject({ isFinal: true, ledger: ledgerOf(4, { cancelled: 4 }) });
  });

  it("stays at its final row", () => {
    const account = openAccount();
    account.add(workerRowOf("a", { ledger: ledgerOf(4), final: true }), 2);
    account.add(workerRowOf("a", { ledger: ledgerOf(9) }), 3);
    expect(account).toMatchObject({ isFinal: true, ledger: ledgerOf(4) });
  });

  it("takes the mean share of a core, and counts whole intervals above each limit", () => {
    const account = openAccount();
    const { SUSPECT, INVALID } = verdictLimits.cpu;
    const shares = [SUSPECT.core, SUSPECT.core + 0.01, INVALID.core, INVALID.core + 0.01];
    for (const [interval, cpu] of shares.entries())
      account.add(workerRowOf("a", { cpu }), interval);
    account.add(workerRowOf("a", { cpu: 1, final: true }), 4);
    expect(account).toMatchObject({
      intervals: 5,
      wholeIntervals: 4,
      busyIntervals: { SUSPECT: 3, INVALID: 1 },
    });
    expect(account.cpu).toBeCloseTo((shares.reduce((sum, cpu) => sum + cpu) + 1) / 5);
  });

  it("merges loop delays of all rows, late ones too", () => {
    const account = openAccount();
    account.add(workerRowOf("a", { loopDelay: frameOf([5]) }), 1);
    account.add(workerRowOf("a", { loopDelay: frameOf([6, 7]) }), 0);
    expect([account.loopDelay.count, account.loopDelay.sum]).toEqual([3, 18]);
  });
});
