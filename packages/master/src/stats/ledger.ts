// The conservation account over all workers: due = started + dropped + waiting, and
// started = succeeded + failed + cancelled + inFlight + lost.
import type { Ledger } from "@gadfly/shared/result/result-account";
import type { WorkerAccount } from "./worker-account.ts";

const zero: Ledger = {
  due: 0,
  started: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  inFlight: 0,
  lost: 0,
  dropped: 0,
  waiting: 0,
};

/** One worker's account; what was in flight in a lost worker is lost. */
export const ledgerOf = (worker: WorkerAccount): Ledger => {
  const lost = worker.lostRequests;
  return { ...worker.ledger, inFlight: worker.ledger.inFlight - lost, lost };
};

/** The sum over all workers. */
export const totalLedger = (workers: Iterable<WorkerAccount>): Ledger => {
  const total = { ...zero };
  for (const worker of workers) {
    const one = ledgerOf(worker);
    for (const key of ledgerKeys) total[key] += one[key];
  }
  return total;
};

/** Requests that were broken off on purpose. */
export const plannedCancelsOf = (workers: Iterable<WorkerAccount>): number =>
  [...workers].reduce((sum, { ledger }) => sum + (ledger.plannedCancels ?? 0), 0);

const ledgerKeys = [
  "due",
  "started",
  "succeeded",
  "failed",
  "cancelled",
  "inFlight",
  "lost",
  "dropped",
  "waiting",
] as const satisfies readonly (keyof Ledger)[];

/** What does not add up, as a sentence each. */
export const findImbalances = (ledger: Ledger): string[] => {
  const accounted =
    ledger.succeeded + ledger.failed + ledger.cancelled + ledger.inFlight + ledger.lost;
  const due = ledger.started + ledger.dropped + ledger.waiting;
  return [
    ...(accounted === ledger.started
      ? []
      : [`${ledger.started} requests started but ${accounted} are accounted for`]),
    ...(due === ledger.due ? [] : [`${ledger.due} requests were due but ${due} are accounted for`]),
  ];
};
