// What the tests read out of a run and out of the truth about it, and what must hold for most of them.
import { assign } from "@gadfly/shared/load/assign";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { TimelineRow, WorkerRow } from "@gadfly/shared/result/result-rows";
import { expect } from "vitest";
import type { Outcome } from "./hosts.ts";
import type { TargetTruth, TruthRequest } from "./target-truth.ts";

/** The row of a worker. */
export const workerOf = ({ workers }: ResultDocument, name: string): WorkerRow => {
  const row = workers.find((worker) => worker.name === name);
  if (row === undefined) throw new Error(`${name} has no row`);
  return row;
};

/** Requests, in order of arrival, of the users that a worker had at the start, whoever ran them later. */
export const requestsOf = (
  name: string,
  { result }: Outcome,
  { requests }: TargetTruth,
): TruthRequest[] => {
  const ids = result.workers.map(({ id }) => id);
  const shares = assign(new Map(), ids, result.plan.load.users);
  const ranges = shares.get(workerOf(result, name).id) ?? [];
  return requests.filter(({ user }) => ranges.some(({ from, to }) => user >= from && user < to));
};

/** Sum of a column of the timeline. */
export const columnSum = (rows: readonly TimelineRow[], name: "rps" | "outputTps"): number =>
  rows.reduce((sum, row) => sum + row[name], 0);

/** What happened to the run, in order. That a worker was not heard for a moment changes nothing. */
export const eventKinds = ({ result }: Outcome): string[] =>
  result.events.map(({ kind }) => kind).filter((kind) => kind !== "workerSilent");

/** Token events that came in one read with an earlier one: there is no gap between those. */
const coalescedEvents = ({ journal }: Outcome): number =>
  journal.reduce((sum, record) => sum + ("coalesced" in record ? record.coalesced : 0), 0);

/** Everything that reached the target is in the numbers, once. For runs without a failure. */
export const expectComplete = (outcome: Outcome, { overview }: TargetTruth): void => {
  const { ledger, metrics, timeline, workers } = outcome.result;
  const { received, tokens } = overview;
  expect(overview).toMatchObject({ completed: received, inFlight: 0 });
  expect(ledger).toMatchObject({ started: received, succeeded: received, lost: 0 });
  expect(columnSum(timeline, "rps")).toBe(received);
  expect(columnSum(timeline, "outputTps")).toBe(tokens);
  expect(metrics).toMatchObject({
    ttft: { count: received },
    e2e: { count: received },
    output_tokens: { count: received },
  });
  const gaps = tokens - received - coalescedEvents(outcome);
  expect(metrics["chunk_gap"]).toMatchObject({ count: gaps });
  for (const { lostSnapshots } of workers) expect(lostSnapshots).toBe(0);
};

/** No worker was taken for lost. */
export const expectNoLoss = (outcome: Outcome): void => {
  expect(eventKinds(outcome)).toEqual([]);
  const codes = outcome.result.verdict.reasons.map(({ code }) => code);
  expect(codes).not.toContain("worker_lost");
};

/** No user was ever served twice at a time, by whomever. */
export const expectNoUserDoubled = ({ requests }: TargetTruth): void => {
  const endOf = new Map<number, number>();
  const doubled = requests.filter(({ user, receivedAtMs, endedAtMs }) => {
    const previousEndMs = endOf.get(user) ?? 0;
    endOf.set(user, endedAtMs ?? Number.POSITIVE_INFINITY);
    return receivedAtMs < previousEndMs;
  });
  expect(doubled.map(({ id }) => id)).toEqual([]);
};

/** The longest time in which none of these requests arrived. */
export const longestPauseMs = (requests: readonly TruthRequest[]): number => {
  const arrivals = requests.map(({ receivedAtMs }) => receivedAtMs);
  return Math.max(...arrivals.slice(1).map((atMs, index) => atMs - (arrivals[index] ?? atMs)));
};
