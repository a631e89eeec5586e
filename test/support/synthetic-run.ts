// A run of any length as its journal has it, drawn and not waited for: every latency of every request
// and token goes through the histograms that workers use.
import type { JournalRecord, WorkerInterval } from "@gadfly/master/journal/journal-record";
import { encodeHistogram } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { type SeededRandom, seededRandom } from "@gadfly/shared/load/seeded-random";
import { intervalOf, ledgerOf, openOf, seriesOf, workerOf, workerRowOf } from "./snapshots.ts";

/** What the run is like. */
export interface SyntheticRun {
  readonly seconds: number;
  readonly requestsPerS?: number;
  readonly tokens?: number;
  readonly workers?: number;
}

const metrics = [
  "ttft",
  "ttft_scheduled",
  "ttfa",
  "e2e",
  "e2e_scheduled",
  "ttlb",
  "tpot",
  "ntpot",
  "chunk_gap",
  "token_gap",
  "max_stall",
  "schedule_lag",
  "input_tokens",
  "output_tokens",
  "user_tps",
] as const;
type Metric = (typeof metrics)[number];
const tokenSeries = metrics.length;

/** About log-normal; two thirds of the samples are within a fifth of the median. */
const draw = (random: SeededRandom, median: number): number => {
  const spread = random.nextFloat() + random.nextFloat() + random.nextFloat() - 1.5;
  return Math.max(1, Math.round(median * Math.exp(0.35 * spread)));
};

/** What one request is recorded as; a server that streams a token an event. */
const requestOf = (random: SeededRandom, tokens: number): [Metric, number][] => {
  const lag = draw(random, 400);
  const ttft = draw(random, 90_000);
  const gaps = Array.from({ length: tokens - 1 }, () => draw(random, 20_000));
  const decode = gaps.reduce((sum, gap) => sum + gap, 0);
  const e2e = ttft + decode;
  return [
    ["ttft", ttft],
    ["ttft_scheduled", ttft + lag],
    ["ttfa", ttft],
    ["e2e", e2e],
    ["e2e_scheduled", e2e + lag],
    ["ttlb", e2e + draw(random, 60)],
    ["tpot", Math.round(decode / gaps.length)],
    ["ntpot", Math.round(e2e / tokens)],
    ...gaps.flatMap((gap): [Metric, number][] => [
      ["chunk_gap", gap],
      ["token_gap", gap],
    ]),
    ["max_stall", Math.max(...gaps)],
    ["schedule_lag", lag],
    ["input_tokens", 512],
    ["output_tokens", tokens],
    ["user_tps", Math.round((1e9 * gaps.length) / decode)],
  ];
};

const histogramsOf = (random: SeededRandom, requests: number, tokens: number) => {
  const histograms = new Map(metrics.map((metric) => [metric, new Histogram()]));
  for (let i = 0; i < requests; i++)
    for (const [metric, value] of requestOf(random, tokens)) histograms.get(metric)?.record(value);
  return [...histograms.values()].map((histogram, id) => ({
    id,
    frame: encodeHistogram(histogram),
  }));
};

const loopDelayOf = (random: SeededRandom) => {
  const histogram = new Histogram();
  for (let i = 0; i < 100; i++) histogram.record(draw(random, 800));
  return encodeHistogram(histogram);
};

const nameOf = (worker: number): string => `worker-${worker}`;

/** The journal of the run, record by record. */
export function* syntheticRecords(run: SyntheticRun): Generator<JournalRecord, undefined> {
  const { seconds, requestsPerS = 50, tokens = 20, workers = 1 } = run;
  const random = seededRandom(1, 2);
  const names = Array.from({ length: workers }, (_, worker) => nameOf(worker));
  yield openOf({ runTimeMs: seconds * 1000 });
  for (const name of names) yield workerOf(name);
  for (const [id, metric] of metrics.entries()) yield seriesOf(id, metric);
  yield seriesOf(tokenSeries, "output_tps", "any");
  yield { type: "start", startedAt: "2026-11-22T04:35:36.000Z" };
  const rowOf = (name: string, second: number): WorkerInterval => {
    const ended = Math.round(((second + 1) * requestsPerS) / workers);
    return workerRowOf(name, {
      users: 4,
      peakUsers: 4,
      ledger: ledgerOf(ended, { succeeded: ended }),
      cpu: random.nextFloat(),
      gcMs: random.nextFloat(),
      rssBytes: 80_000_000 + Math.round(random.nextFloat() * 1e6),
      loopDelay: loopDelayOf(random),
      clock: { offsetMs: random.nextFloat(), errorMs: random.nextFloat() },
      final: second === seconds - 1,
    });
  };
  for (let second = 0; second < seconds; second++)
    yield intervalOf(second, {
      histograms: histogramsOf(random, requestsPerS, tokens),
      counters: [{ id: tokenSeries, delta: requestsPerS * tokens }],
      workers: names.map((name) => rowOf(name, second)),
    });
  yield { type: "end", t: seconds, endReason: "timeElapsed", exitCode: 0 };
}
