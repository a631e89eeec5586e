// What a slow link does to the numbers: between worker and master nothing, between worker and target what
// it must. Two workers with a master each, side by side, so that a busy machine is busy for both.
import {
  isHistogramStatistics,
  type HistogramStatistics,
} from "@gadfly/shared/result/result-statistics";
import { describe, expect, inject, it } from "vitest";
import type { Delays } from "./support/network.ts";
import { Hosts, type Outcome } from "./support/hosts.ts";

const load = ["-u", "4", "-r", "50", "-o", "8", "-s", "5s", "-t", "6s"];

/** A gap that a busy machine cannot hide, and that bunched tokens would undo. */
const law = { "itl-ms": 20 };

/** Out and back: half a distance around the world. */
const delay = { outMs: 25, backMs: 25 };
const roundTripMs = 50;

/**
 * How far apart two workers may lie on a machine with other things to do. Such a machine moves medians,
 * but not the smallest value, which is that of a request that nothing held up.
 */
const noiseMs = { min: 2, p50: 10 } as const;
type Quantile = keyof typeof noiseMs;
const quantiles: readonly Quantile[] = ["min", "p50"];

const statisticsOf = ({ result }: Outcome, name: string): HistogramStatistics => {
  const metric = result.metrics[name];
  if (!isHistogramStatistics(metric)) throw new Error(`${name} is no distribution`);
  return metric;
};

/** How much more the far worker measured. */
type FartherBy = (metric: string, quantile: Quantile) => number;

const compare = async (delays: Delays): Promise<FartherBy> => {
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
  const valueOf = (outcome: Outcome, metric: string, quantile: Quantile): number =>
    statisticsOf(outcome, metric)[quantile] ?? Number.NaN;
  return (metric, quantile) =>
    valueOf(outcomeOfFar, metric, quantile) - valueOf(outcomeOfNear, metric, quantile);
};

/** Metrics of which the far worker did not measure just this much more. */
const notMoreBy = (addedMs: number, fartherBy: FartherBy, metrics: readonly string[]): object[] =>
  metrics.flatMap((metric) =>
    quantiles
      .map((quantile) => ({ metric, quantile, by: fartherBy(metric, quantile) }))
      .filter(({ quantile, by }) => !(Math.abs(by - addedMs) <= noiseMs[quantile])),
  );

/** Two tokens may be read right after one another, so the smallest gap says nothing. */
const otherGaps = (fartherBy: FartherBy): object[] =>
  [
    { metric: "tpot", mostMs: 0.5 },
    { metric: "chunk_gap", mostMs: 5 },
    { metric: "max_stall", mostMs: noiseMs.p50 },
  ]
    .map(({ metric, mostMs }) => ({ metric, mostMs, by: fartherBy(metric, "p50") }))
    .filter(({ mostMs, by }) => !(Math.abs(by) <= mostMs));

describe.skipIf(inject("whyNoHosts") !== null)("a slow link", () => {
  it("between worker and master changes no latency", async () => {
    const fartherBy = await compare({ control: delay });
    const starts = ["ttft", "ttft_scheduled", "connect", "schedule_lag"];
    expect(notMoreBy(0, fartherBy, [...starts, "e2e", "ttlb"])).toEqual([]);
    expect(otherGaps(fartherBy)).toEqual([]);
  });

  it("between worker and target adds its round trip to the first token, nothing to the gaps", async () => {
    const fartherBy = await compare({ load: delay });
    expect(
      notMoreBy(roundTripMs, fartherBy, ["ttft", "ttft_scheduled", "connect", "e2e", "ttlb"]),
    ).toEqual([]);
    expect(notMoreBy(0, fartherBy, ["schedule_lag"])).toEqual([]);
    expect(otherGaps(fartherBy)).toEqual([]);
  });
});
