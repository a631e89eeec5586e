// One row a second, from workers whose clocks disagree and of whom one is far away: each row holds what
// happened in its second of the master's time.
import { beforeAll, describe, expect, inject, it } from "vitest";
import { toMonotonicMs } from "./support/host-clock.ts";
import { Hosts, type Outcome } from "./support/hosts.ts";
import { columnSum, expectComplete, requestsOf, workerOf } from "./support/run-facts.ts";
import { chunkTimes, type TargetTruth } from "./support/target-truth.ts";

const users = 20;
const requestsPerS = 200;
const seconds = 8;

/** Each user sends every 100 ms, each at another moment. */
const load = ["-u", String(users), "-r", "200", "--wait", "pacing(100ms)", "-o", "8"].concat([
  "-t",
  `${seconds}s`,
  "-s",
  "5s",
]);

/** A busy machine cuts late and answers late. A clock misread would move rows by far more. */
const lateMs = 100;
/** The same for half of the cuts at least. */
const usuallyLateMs = 8;

const names = ["near", "far"] as const;

let outcome: Outcome;
let truth: TargetTruth;
let startedAtMs: number;

const countUpTo = (times: readonly number[], atMs: number): number =>
  times.filter((time) => time <= atMs).length;

const endTimes = (): number[] => truth.requests.map(({ endedAtMs }) => endedAtMs ?? 0);

const boundOf = (name: string): number => workerOf(outcome.result, name).clockErrorMs ?? Number.NaN;

/** What the rows up to each second tell is what had happened by then, give or take the clocks' bounds: where not. */
const astray = (name: "rps" | "outputTps", times: readonly number[]): object[] => {
  const { timeline } = outcome.result;
  const errorMs = lateMs + Math.max(...names.map(boundOf));
  return timeline.flatMap(({ t }, index) => {
    const told = columnSum(timeline.slice(0, index + 1), name);
    const endsAtMs = startedAtMs + t * 1000;
    const least = countUpTo(times, endsAtMs - errorMs);
    const most = countUpTo(times, endsAtMs + errorMs);
    return told >= least && told <= most ? [] : [{ t, least, told, most }];
  });
};

/** What a worker said it had started by the end of each full second. */
const startedBy = (name: string): { readonly index: number; readonly started: number }[] => {
  const { id } = workerOf(outcome.result, name);
  return outcome.journal.flatMap((record) => {
    if (record.type !== "interval" && record.type !== "amend") return [];
    const row = record.workers.find(({ worker }) => worker === id);
    if (row === undefined || record.index >= seconds - 1) return [];
    return [{ index: record.index, started: row.ledger.started }];
  });
};

/** By how much too late each interval was cut: the two arrivals that it lies between are known. */
const latenessOf = (name: string): number[] => {
  const arrivals = requestsOf(name, outcome, truth).map(({ receivedAtMs }) => receivedAtMs);
  return startedBy(name).map(({ index, started }) => {
    const endsAtMs = startedAtMs + (index + 1) * 1000;
    const lastInside = (arrivals[started - 1] ?? endsAtMs) - endsAtMs;
    const firstOutside = (arrivals[started] ?? endsAtMs) - endsAtMs;
    return lastInside > 0 ? lastInside : Math.min(0, firstOutside);
  });
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

describe.skipIf(inject("whyNoHosts") !== null)("the timeline of workers with other clocks", () => {
  beforeAll(async () => {
    await using hosts = await Hosts.start({ delays: { control: { outMs: 25, backMs: 25 } } });
    const cluster = await hosts.startCluster(load, [
      { host: "near", clock: { aheadMs: 7_300 } },
      { host: "far", clock: { aheadMs: -90_400 } },
    ]);
    outcome = await cluster.finish();
    truth = await hosts.truth();
    startedAtMs = toMonotonicMs(outcome.result.run.startedAt);
  });

  it("has a row for every second, with all users and both workers", () => {
    const { timeline } = outcome.result;
    expect(timeline.map(({ t }) => t)).toEqual(timeline.map((_row, index) => index + 1));
    expect(timeline.length).toBeGreaterThanOrEqual(seconds);
    for (const row of timeline.slice(0, seconds - 1))
      expect(row).toMatchObject({ users, workers: 2 });
  });

  it("sums up to the totals, and these to what the target saw", () => {
    expect(truth.requests.length).toBeGreaterThan(0.8 * seconds * requestsPerS);
    expectComplete(outcome, truth);
  });

  it("counts each answer in the second in which it ended", () => {
    expect(astray("rps", endTimes())).toEqual([]);
  });

  it("counts each token in the second in which it came", () => {
    expect(astray("outputTps", chunkTimes(truth.requests))).toEqual([]);
  });

  it("has no hole and no spike that the target did not see", () => {
    const ends = endTimes();
    const odd = outcome.result.timeline.flatMap(({ t, rps }) => {
      const endsAtMs = startedAtMs + t * 1000;
      const seen = countUpTo(ends, endsAtMs) - countUpTo(ends, endsAtMs - 1000);
      return Math.abs(rps - seen) < 0.2 * requestsPerS ? [] : [{ t, rps, seen }];
    });
    expect(odd).toEqual([]);
  });

  it.each(names)("gives the worker %s the requests that were its own", (name) => {
    const { requests } = workerOf(outcome.result, name);
    expect(requestsOf(name, outcome, truth)).toHaveLength(requests);
  });

  it.each(names)("has intervals of %s that end with the master's seconds", (name) => {
    const lateness = latenessOf(name);
    expect(lateness).toHaveLength(seconds - 1);
    expect(Math.abs(median(lateness))).toBeLessThan(boundOf(name) + usuallyLateMs);
    for (const byMs of lateness) expect(Math.abs(byMs)).toBeLessThan(boundOf(name) + lateMs);
  });
});
