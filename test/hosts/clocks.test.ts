// Offsets of the workers' clocks as the master reports them, against what the clocks really showed.
import { describe, expect, inject, it } from "vitest";
import type { Delay } from "./support/delayed-link.ts";
import { type ClockError, toMonotonicMs } from "./support/host-clock.ts";
import { Hosts, type Outcome } from "./support/hosts.ts";

const load = ["-u", "4", "-r", "50", "-o", "8", "-s", "5s", "-t", "6s"];

/** A machine whose clock was never set. */
const hourMs = 3_600_000;

/** Between a heartbeat, which carries the estimate, and the end of the interval that it is noted in. */
const estimateAgeMs = 2_500;
const fastestDrift = 1e-4;
const tolerableDriftMs = estimateAgeMs * fastestDrift;

/** One estimate, in one interval. */
interface Estimate {
  readonly worker: string;
  readonly wrongByMs: number;
  readonly boundMs: number;
}

/** Every estimate of the run beside the truth. */
const estimatesOf = ({ result, journal, clocks }: Outcome): Estimate[] => {
  const startedAtMs = toMonotonicMs(result.run.startedAt);
  const names = new Map(result.workers.map(({ id, name }) => [id, name]));
  return journal.flatMap((record) => {
    if (record.type !== "interval") return [];
    const atMs = startedAtMs + (record.index + 1) * 1000;
    return record.workers.flatMap(({ worker: id, clock }) => {
      const worker = names.get(id) ?? id;
      const aheadMs = (clocks["master"]?.at(atMs) ?? 0) - (clocks[worker]?.at(atMs) ?? 0);
      if (clock === null) return [];
      return [{ worker, wrongByMs: clock.offsetMs - aheadMs, boundMs: clock.errorMs }];
    });
  });
};

const ofFar = (estimates: readonly Estimate[]): Estimate[] =>
  estimates.filter(({ worker }) => worker === "far");

/** Estimates that are wrong by more than they say. */
const beyondBounds = (estimates: readonly Estimate[]): Estimate[] =>
  estimates.filter(({ wrongByMs, boundMs }) => Math.abs(wrongByMs) > boundMs + tolerableDriftMs);

interface Clocks {
  readonly near?: ClockError;
  readonly far?: ClockError;
}

const runWith = async (control: Delay, { near = {}, far = {} }: Clocks): Promise<Outcome> => {
  await using hosts = await Hosts.start({ delays: { control } });
  const cluster = await hosts.startCluster(load, [
    { host: "near", clock: near },
    { host: "far", clock: far },
  ]);
  return await cluster.finish();
};

describe.skipIf(inject("whyNoHosts") !== null).concurrent("the offset of a worker's clock", () => {
  it("is known far better than its bound of half a round trip when the link is symmetric", async () => {
    const outcome = await runWith({ outMs: 25, backMs: 25 }, { far: { aheadMs: hourMs } });
    const estimates = estimatesOf(outcome);
    expect(beyondBounds(estimates)).toEqual([]);
    for (const { wrongByMs, boundMs } of ofFar(estimates)) {
      expect(Math.abs(wrongByMs)).toBeLessThan(10);
      expect(boundMs).toBeGreaterThanOrEqual(25);
    }
    const [near, far] = outcome.result.workers;
    expect(near?.clockErrorMs).toBeLessThan(10);
    expect(far?.clockErrorMs).toBeLessThan(40);
    expect(far?.clockOffsetMs).toBeGreaterThan(hourMs - 50);
    expect(far?.clockOffsetMs).toBeLessThan(hourMs + 50);
  });

  it("is within its bound when all of the delay lies in one direction", async () => {
    const outcome = await runWith({ outMs: 50, backMs: 0 }, { far: { aheadMs: -hourMs } });
    const estimates = estimatesOf(outcome);
    expect(beyondBounds(estimates)).toEqual([]);
    // Half of what only one way takes: nobody can see that from one end.
    for (const { wrongByMs } of ofFar(estimates)) expect(wrongByMs).toBeGreaterThan(20);
  });

  it("stays within its bound while the clocks drift apart", async () => {
    const clocks = { near: { fastPpm: 95 }, far: { fastPpm: -95 } };
    const estimates = estimatesOf(await runWith({ outMs: 0, backMs: 0 }, clocks));
    expect(estimates.length).toBeGreaterThanOrEqual(2 * 5);
    expect(beyondBounds(estimates)).toEqual([]);
  });
});
