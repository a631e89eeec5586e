// The promise of the exact merge, through the whole chain: however the requests are spread over
// workers, intervals and retransmissions, the result is the same to the last bit.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { silentLogger } from "@gadfly/shared/logging/logger";
import { seededRandom } from "@gadfly/shared/load/seeded-random";
import {
  frameOf,
  labelsOf,
  ledgerOf,
  openOf,
  planOf,
  snapshotOf,
  workerOf,
} from "../../../../test/support/snapshots.ts";
import { discardRunFolder } from "../journal/run-folder.ts";
import { buildResult } from "../stats/result-builder.ts";
import { RunBook } from "./run-book.ts";
import { SnapshotDesk } from "./snapshot-desk.ts";

interface Request {
  readonly interval: number;
  readonly ttlbUs: number;
  readonly isFailed: boolean;
  readonly tokens: number;
}

const requestsOf = (count: number, seed: number, intervals: number): Request[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => ({
    interval: Math.floor(random.nextFloat() * intervals),
    ttlbUs: Math.round(Math.exp(random.nextFloat() * 18)),
    isFailed: random.nextFloat() < 0.1,
    tokens: Math.floor(random.nextFloat() * 100),
  }));
};

const outcomes = ["succeeded", "failed"] as const;
const series = [
  ...outcomes.map((outcome, id) => ({ id, metric: "ttlb", labels: labelsOf(outcome) })),
  { id: 2, metric: "output_tps", labels: labelsOf("any") },
];

/** What one worker reports of its requests in one interval. */
const reportOf = (mine: readonly Request[], interval: number) => {
  const upTo = mine.filter((request) => request.interval <= interval);
  const now = upTo.filter((request) => request.interval === interval);
  const tokens = (requests: readonly Request[]) =>
    requests.reduce((sum, request) => sum + request.tokens, 0);
  const failed = upTo.filter(({ isFailed }) => isFailed).length;
  const histograms = outcomes.map((_, id) => {
    const samples = now.filter(({ isFailed }) => isFailed === (id === 1));
    const total = id === 1 ? failed : upTo.length - failed;
    return { id, frame: frameOf(samples.map(({ ttlbUs }) => ttlbUs)), total };
  });
  return snapshotOf(interval, interval, {
    users: 0,
    histograms,
    counters: [{ id: 2, delta: tokens(now), total: tokens(upTo) }],
    ledger: ledgerOf(upTo.length, { succeeded: upTo.length - failed, failed }),
    tokenSources: { usage: now.length, events: 0 },
    coalesced: now.length,
  });
};

const intervals = 4;

/** The whole chain for this many workers; `isLate`: whole intervals arrive as amendments. */
const resultOf = (requests: readonly Request[], workers: number, isLate: boolean) => {
  const book = new RunBook(discardRunFolder, silentLogger, openOf());
  const desk = new SnapshotDesk({
    book,
    logger: silentLogger,
    clockOf: () => null,
    acknowledge: () => {},
  });
  const ids = Array.from({ length: workers }, (_, i) => `w${i}`);
  for (const id of ids) book.write(workerOf(id));
  // Each worker numbers its series in its own order.
  ids.forEach((id, i) => {
    const numbered = i % 2 === 0 ? series : series.toReversed();
    desk.announce(id, { type: "series", runId: planOf().runId, series: numbered });
  });
  for (let interval = 0; interval < intervals; interval++)
    ids.forEach((id, i) => {
      const mine = requests.filter((_, n) => n % workers === i);
      desk.take(id, reportOf(mine, interval), interval);
      desk.take(id, reportOf(mine, interval), interval);
      if (isLate) desk.closeIntervals(ids, interval);
    });
  desk.close(intervals);
  const { verdict, ledger, failed, series: bySeries, timeline, ...rest } = buildResult(book.model);
  // The generators' own health is theirs, and differs with their number.
  const metrics = Object.fromEntries(
    Object.entries(rest.metrics).filter(([name]) => !name.startsWith("client_")),
  );
  const rows = timeline.map(({ workers: _workers, ...row }) => row);
  return { verdict, ledger, metrics, failed, series: bySeries, rows };
};

describe("result of a run", () => {
  it("is the same to the last bit for one worker and for sixteen", () => {
    const requests = requestsOf(3000, 5, intervals);
    const one = resultOf(requests, 1, false);
    const sixteen = resultOf(requests, 16, false);
    expect(sixteen).toEqual(one);
    expect(one.verdict).toEqual({ status: "VALID", reasons: [] });
    expect(one.metrics["ttlb"]).toMatchObject({ unit: "ms" });
    expect(one.ledger.started).toBe(3000);
  });

  it("is the same when every interval is amended", () => {
    const requests = requestsOf(500, 6, intervals);
    expect(resultOf(requests, 16, true)).toEqual(resultOf(requests, 1, false));
  });

  it("is the same for any requests and any number of workers", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(), fc.integer({ min: 2, max: 20 }), (count, seed, workers) => {
        const requests = requestsOf(count, seed, intervals);
        expect(resultOf(requests, workers, seed % 2 === 0)).toEqual(resultOf(requests, 1, false));
      }),
      { numRuns: 25 },
    );
  });
});
