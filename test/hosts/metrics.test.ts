// What a slow link does to the numbers: between worker and master nothing, between worker and target what
// it must. Two workers with a master each, side by side, so that a busy machine is busy for both. How long
// the target itself took, which was late by milliseconds where others wanted its processor, is known and
// taken away: what is left was added on the way and by the worker.
import {
  isHistogramStatistics,
  type HistogramStatistics,
} from "@gadfly/shared/result/result-statistics";
import { describe, expect, inject, it } from "vitest";
import type { Delays } from "./support/network.ts";
import { Hosts, type Outcome } from "./support/hosts.ts";
import type { TargetTruth, TruthRequest } from "./support/target-truth.ts";

const load = ["-u", "8", "-r", "50", "-o", "8", "-s", "5s", "-t", "6s"];

/** A gap that a busy machine cannot hide, and that bunched tokens would undo. */
const law = { "itl-ms": 20 };

/** Out and back: half a distance around the world. */
const delay = { outMs: 25, backMs: 25 };
const roundTripMs = 50;

/**
 * How far apart two workers may lie on a machine with other things to do. Such a machine moves medians,
 * and hardly the smallest value, which is that of a request that next to nothing held up; to this is added
 * how late the workers' own timers usually were, for so long waits whoever is woken there.
 */
const noiseMs = { min: 2, p50: 10 } as const;

/** From the due time: schedule_lag, which may be apart by as much, and what comes after it. */
const partsOf = (metric: string): number => (metric.endsWith("_scheduled") ? 2 : 1);

type Quantile = keyof typeof noiseMs;
const quantiles: readonly Quantile[] = ["min", "p50"];

const statisticsOf = ({ result }: Outcome, name: string): HistogramStatistics => {
  const metric = result.metrics[name];
  if (!isHistogramStatistics(metric)) throw new Error(`${name} is no distribution`);
  return metric;
};

/** What of a metric is the target's own doing: from the arrival of a request on. */
const ownTime: Readonly<Record<string, (request: TruthRequest) => number>> = {
  ttft: ({ receivedAtMs, chunks }) => (chunks.sentAtMs[0] ?? 0) - receivedAtMs,
  ttft_scheduled: ({ receivedAtMs, chunks }) => (chunks.sentAtMs[0] ?? 0) - receivedAtMs,
  e2e: ({ receivedAtMs, chunks }) => (chunks.sentAtMs.at(-1) ?? 0) - receivedAtMs,
  ttlb: ({ receivedAtMs, endedAtMs }) => (endedAtMs ?? 0) - receivedAtMs,
};

const shares: Readonly<Record<Quantile, number>> = { min: 0, p50: 0.5 };

/** Ids begin with the digits of their run. */
const requestsOfRun = ({ result }: Outcome, { requests }: TargetTruth): TruthRequest[] => {
  const digits = result.run.id.replaceAll("-", "");
  return requests.filter(({ id }) => id.replaceAll("-", "").startsWith(digits));
};

const ownMs = (requests: readonly TruthRequest[], metric: string, quantile: Quantile): number => {
  const own = ownTime[metric];
  if (own === undefined) return 0;
  const times = requests.map(own).toSorted((a, b) => a - b);
  return times[Math.floor(shares[quantile] * times.length)] ?? Number.NaN;
};

/** Two workers side by side. */
interface Compared {
  /** How much more the far worker measured, beyond what the target itself took longer. */
  readonly fartherBy: (metric: string, quantile: Quantile) => number;
  /** How late a timer of the later worker usually was. */
  readonly wakeMs: number;
}

const compare = async (delays: Delays): Promise<Compared> => {
  await using hosts = await Hosts.start({ delays, law });
  const [near, far] = await Promise.all([
    hosts.startCluster(load, [{ host: "near" }]),
    hosts.startCluster(load, [{ host: "far" }]),
  ]);
  const [outcomeOfNear, outcomeOfFar] = await Promise.all([near.finish(), far.finish()]);
  for (const { result } of [outcomeOfNear, outcomeOfFar]) {
    expect(result.ledger).toMatchObject({
      failed: 0,
      cancelled: 0,
      succeeded: result.ledger.started,
    });
    expect(result.ledger.succeeded).toBeGreaterThan(50);
  }
  const truth = await hosts.truth();
  const valueOf = (outcome: Outcome, metric: string, quantile: Quantile): number =>
    (statisticsOf(outcome, metric)[quantile] ?? Number.NaN) -
    ownMs(requestsOfRun(outcome, truth), metric, quantile);
  return {
    fartherBy: (metric, quantile) =>
      valueOf(outcomeOfFar, metric, quantile) - valueOf(outcomeOfNear, metric, quantile),
    wakeMs: Math.max(
      ...[outcomeOfNear, outcomeOfFar].map(
        (outcome) => statisticsOf(outcome, "client_loop_delay").p50 ?? 0,
      ),
    ),
  };
};

/** Metrics of which the far worker did not measure just this much more. */
const notMoreBy = (addedMs: number, compared: Compared, metrics: readonly string[]): object[] =>
  metrics.flatMap((metric) =>
    quantiles
      .map((quantile) => ({ metric, quantile, by: compared.fartherBy(metric, quantile) }))
      .filter(
        ({ quantile, by }) =>
          !(Math.abs(by - addedMs) <= partsOf(metric) * (noiseMs[quantile] + compared.wakeMs)),
      ),
  );

/** Two tokens may be read right after one another, so the smallest gap says nothing. */
const otherGaps = (compared: Compared): object[] =>
  [
    { metric: "tpot", mostMs: 0.5 },
    { metric: "chunk_gap", mostMs: 5 },
    { metric: "max_stall", mostMs: noiseMs.p50 },
  ]
    .map(({ metric, mostMs }) => ({ metric, mostMs, by: compared.fartherBy(metric, "p50") }))
    .filter(({ mostMs, by }) => !(Math.abs(by) <= mostMs));

describe.skipIf(inject("whyNoHosts") !== null)("a slow link", () => {
  it("between worker and master changes no latency", async () => {
    const compared = await compare({ control: delay });
    const starts = ["ttft", "ttft_scheduled", "connect", "schedule_lag"];
    expect(notMoreBy(0, compared, [...starts, "e2e", "ttlb"])).toEqual([]);
    expect(otherGaps(compared)).toEqual([]);
  });

  it("between worker and target adds its round trip to the first token, nothing to the gaps", async () => {
    const compared = await compare({ load: delay });
    expect(
      notMoreBy(roundTripMs, compared, ["ttft", "ttft_scheduled", "connect", "e2e", "ttlb"]),
    ).toEqual([]);
    expect(notMoreBy(0, compared, ["schedule_lag"])).toEqual([]);
    expect(otherGaps(compared)).toEqual([]);
  });
});
