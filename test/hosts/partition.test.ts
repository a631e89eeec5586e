// A worker that is cut off from its master, though not from the target: it stops in time, others run what
// it ran, it returns, and all that it measured is counted once.
import { describe, expect, inject, it } from "vitest";
import { waitUntil } from "../support/wait-until.ts";
import { monotonicNowMs } from "./support/host-clock.ts";
import { type Cluster, Hosts } from "./support/hosts.ts";
import {
  eventKinds,
  expectComplete,
  expectNoLoss,
  expectNoUserDoubled,
  longestPauseMs,
  requestsOf,
  workerOf,
} from "./support/run-facts.ts";

const users = 6;
const load = ["-u", String(users), "-r", "50", "--wait", "pacing(100ms)", "-o", "8", "-s", "5s"];
const workers = [{ host: "near" }, { host: "far" }] as const;

/** A busy machine looks at the clock late. */
const lateMs = 300;

const isUnderWay = ({ master }: Cluster): Promise<unknown> =>
  master.hasWritten(/Aggregated +│ +[1-9]/);

const pass = (ms: number): Promise<void> => {
  const endsAtMs = monotonicNowMs() + ms;
  return waitUntil(() => monotonicNowMs() >= endsAtMs, {
    what: `${ms} ms pass`,
    timeoutMs: 2 * ms,
  });
};

describe
  .skipIf(inject("whyNoHosts") !== null)
  .concurrent("a worker that is cut off from its master", () => {
    it("for longer than its lease stops in time, hands over, returns, and counts once", async () => {
      const leaseMs = 2000;
      const heartbeatMs = leaseMs / 4;
      await using hosts = await Hosts.start();
      const args = [...load, "--lease", `${leaseMs}ms`, "-t", "15s"];
      const cluster = await hosts.startCluster(args, workers);
      await isUnderWay(cluster);
      const cutAtMs = monotonicNowMs();
      hosts.network.cut("far", "control");
      await cluster.master.hasWritten(/far is lost/);
      await cluster.workers["far"]?.hasWritten(/running requests are cancelled/);
      const mendedAtMs = monotonicNowMs();
      hosts.network.mend("far", "control");
      await cluster.master.hasWritten(/far is back/);
      expect(monotonicNowMs() - mendedAtMs).toBeLessThan(8_000);
      const outcome = await cluster.finish();
      const truth = await hosts.truth();
      const { result } = outcome;

      const requests = requestsOf("far", outcome, truth);
      const own = requests.filter(({ life }) => life === 0).map(({ receivedAtMs }) => receivedAtMs);
      const passedOn = requests
        .filter(({ life }) => life > 0)
        .map(({ receivedAtMs }) => receivedAtMs);
      const [ownLast = 0, passedOnFirst = 0] = [own.at(-1), passedOn[0]];
      // Under its lease it goes on, and not one request longer.
      expect(ownLast - cutAtMs).toBeGreaterThan(leaseMs - heartbeatMs - lateMs);
      expect(ownLast - cutAtMs).toBeLessThan(leaseMs + lateMs);
      // The master waits a tenth longer before it gives the users to others.
      expect(passedOnFirst - cutAtMs).toBeGreaterThan(1.1 * leaseMs - heartbeatMs);
      expect(passedOnFirst - cutAtMs).toBeLessThan(1.1 * leaseMs + 5 * lateMs);
      expectNoUserDoubled(truth);
      expect(workerOf(result, "far").requests).toBeGreaterThan(own.length);

      expectComplete(outcome, truth);
      for (const row of result.timeline)
        expect(row.users, `in second ${row.t}`).toBeLessThanOrEqual(users);
      expect(result.timeline.slice(-4)).toContainEqual(
        expect.objectContaining({ users, workers: 2 }),
      );
      expect(eventKinds(outcome)).toEqual(["workerLost", "workerReturned"]);
      expect(result.verdict.reasons.map(({ code }) => code)).toContain("worker_lost");
      expect(workerOf(result, "far")).toMatchObject({ state: "finished" });
      expect(workerOf(result, "far").blindFromS).toBeUndefined();
    });

    it("for less than its lease goes on as if nothing were, and its numbers come later", async () => {
      await using hosts = await Hosts.start();
      const seconds = 9;
      const args = [...load, "--lease", "5s", "-t", `${seconds}s`];
      const cluster = await hosts.startCluster(args, workers);
      await isUnderWay(cluster);
      hosts.network.cut("far", "control");
      await pass(2000);
      hosts.network.mend("far", "control");
      const outcome = await cluster.finish();
      const truth = await hosts.truth();
      expectComplete(outcome, truth);
      expectNoLoss(outcome);
      expectNoUserDoubled(truth);
      expect(truth.requests.filter(({ life }) => life > 0)).toEqual([]);
      expect(longestPauseMs(requestsOf("far", outcome, truth))).toBeLessThan(100 + lateMs);
      for (const row of outcome.result.timeline.slice(1, seconds - 1))
        expect(row).toMatchObject({ users, workers: 2 });
    });
  });
