import { describe, expect, it } from "vitest";
import { ledgerOf as countsOf, workerRowOf } from "../../../../test/support/snapshots.ts";
import { findImbalances, ledgerOf, totalLedger } from "./ledger.ts";
import { WorkerAccount } from "./worker-account.ts";

const accountOf = (ledger: ReturnType<typeof countsOf>): WorkerAccount => {
  const account = new WorkerAccount("a", "a", "host");
  account.add(workerRowOf("a", { ledger }), 0);
  return account;
};

const lost = (account: WorkerAccount): WorkerAccount => {
  account.lost = { blindFromS: 1 };
  return account;
};

const balanced = { ...ledgerOf(accountOf(countsOf(0))) };

describe("ledger", () => {
  it("sums over all workers", () => {
    const one = accountOf(countsOf(10, { succeeded: 6, failed: 1 }));
    const other = accountOf({ ...countsOf(5, { cancelled: 5 }), due: 8, dropped: 2, waiting: 1 });
    expect(totalLedger([one, other])).toEqual({
      due: 18,
      started: 15,
      succeeded: 6,
      failed: 1,
      cancelled: 5,
      inFlight: 3,
      lost: 0,
      dropped: 2,
      waiting: 1,
    });
  });

  it("is all zeros without workers", () => {
    expect(new Set(Object.values(totalLedger([])))).toEqual(new Set([0]));
  });

  it("calls lost what was in flight in a lost worker", () => {
    const account = lost(accountOf(countsOf(10, { succeeded: 7 })));
    expect(ledgerOf(account)).toMatchObject({ started: 10, inFlight: 0, lost: 3 });
    expect(findImbalances(ledgerOf(account))).toEqual([]);
  });

  it("calls nothing lost once the worker has reported its end", () => {
    const account = lost(accountOf(countsOf(10, { succeeded: 7 })));
    const ledger = countsOf(12, { succeeded: 9, cancelled: 3 });
    account.add(workerRowOf("a", { ledger, final: true }), 1);
    expect(ledgerOf(account)).toMatchObject({ started: 12, inFlight: 0, lost: 0 });
  });

  it("goes by the newest that is known when samples come after the loss", () => {
    const account = lost(accountOf(countsOf(10, { succeeded: 4 })));
    account.add(workerRowOf("a", { ledger: countsOf(10, { succeeded: 8 }) }), 1);
    expect(ledgerOf(account)).toMatchObject({ inFlight: 0, lost: 2 });
  });

  it("calls nothing lost of a worker that is back and goes on reporting", () => {
    const account = lost(accountOf(countsOf(10, { succeeded: 4 })));
    account.hasReturned = true;
    account.add(workerRowOf("a", { ledger: countsOf(11, { succeeded: 10 }) }), 1);
    expect(ledgerOf(account)).toMatchObject({ inFlight: 1, lost: 0 });
  });
});

describe("imbalances", () => {
  it("finds none where everything is accounted for", () => {
    expect(findImbalances({ ...balanced, started: 3, lost: 1, inFlight: 2, due: 3 })).toEqual([]);
  });

  it.each(["succeeded", "failed", "cancelled", "inFlight", "lost"] as const)(
    "finds one request too many among the %s",
    (key) => {
      expect(findImbalances({ ...balanced, [key]: 1 })).toEqual([
        "0 requests started but 1 are accounted for",
      ]);
    },
  );

  it.each(["dropped", "waiting"] as const)("finds one arrival too many among the %s", (key) => {
    expect(findImbalances({ ...balanced, [key]: 1 })).toEqual([
      "0 requests were due but 1 are accounted for",
    ]);
  });
});
