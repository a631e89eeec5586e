// Sets each sample that a client took beside what it should have been, by what the server did.
// A time to first token is compared with "request read until first token written", an end-to-end
// latency with "request read until last token written": the way there and back belongs to the error.
import type { TruthRecord } from "@gadfly/simulator/test-support/truth-client";
import type { RecordedRequest } from "../programs/recorded-request.ts";
import { type SortedSamples, toSorted } from "./exact-statistics.ts";
import type { TruthBook } from "./truth-book.ts";

/** The metrics that the server's times decide. */
export const pairedMetrics = ["ttft", "chunk_gap", "e2e", "tpot", "max_stall"] as const;

/** One of them. */
export type PairedMetric = (typeof pairedMetrics)[number];

/** Samples in milliseconds: number k of both lists is about the same request and event. */
export interface SamplePairs {
  readonly measured: number[];
  readonly actual: number[];
}

/** All samples of one client. */
export interface PairedSamples {
  readonly metrics: Readonly<Record<PairedMetric, SamplePairs>>;
  readonly requests: number;
  readonly events: number;
  /** Events that came with the read of an earlier one: they have no gap of their own. */
  readonly coalesced: number;
}

/** The times of one request that its metrics are made of. */
interface StreamTimes {
  readonly sinceStart: readonly [first: number, last: number];
  readonly gaps: readonly number[];
}

/** Places of the events that began a read. */
const readStarts = ({ tokenAtMs }: RecordedRequest): number[] =>
  [...tokenAtMs.keys()].filter((place) => tokenAtMs[place] !== tokenAtMs[place - 1]);

const timesOf = (
  startAtMs: number,
  atMs: readonly number[],
  starts: readonly number[],
): StreamTimes => ({
  sinceStart: [(atMs[0] ?? 0) - startAtMs, (atMs.at(-1) ?? 0) - startAtMs],
  gaps: starts.slice(1).map((place) => (atMs[place] ?? 0) - (atMs[place - 1] ?? 0)),
});

const samplesOf = (
  { sinceStart: [first, last], gaps }: StreamTimes,
  events: number,
): Readonly<Record<PairedMetric, readonly number[]>> => ({
  ttft: [first],
  chunk_gap: gaps,
  e2e: [last],
  // All in one read, they show no pace.
  tpot: last > first ? [(last - first) / (events - 1)] : [],
  max_stall: gaps.length > 0 ? [Math.max(...gaps)] : [],
});

const addPair = (
  into: Readonly<Record<PairedMetric, SamplePairs>>,
  request: RecordedRequest,
  truth: TruthRecord,
): void => {
  const { sentAtMs } = truth.chunks;
  const events = request.tokenAtMs.length;
  if (events !== sentAtMs.length || truth.backloggedChunks > 0)
    throw new Error(`${request.id}: saw ${events} events of ${sentAtMs.length}`);
  const starts = readStarts(request);
  const measured = samplesOf(timesOf(request.sentAtMs, request.tokenAtMs, starts), events);
  const actual = samplesOf(timesOf(truth.receivedAtMs, sentAtMs, starts), events);
  for (const metric of pairedMetrics) {
    if (measured[metric].length === 0) continue;
    into[metric].measured.push(...measured[metric]);
    into[metric].actual.push(...actual[metric]);
  }
};

/** What every metric should be by the server's record alone, each event with a gap of its own. */
export function truthSamples(truths: TruthBook): Readonly<Record<PairedMetric, number[]>> {
  const samples: Readonly<Record<PairedMetric, number[]>> = {
    ttft: [],
    chunk_gap: [],
    e2e: [],
    tpot: [],
    max_stall: [],
  };
  for (const { receivedAtMs, chunks } of truths.values()) {
    const { sentAtMs } = chunks;
    const times = timesOf(receivedAtMs, sentAtMs, [...sentAtMs.keys()]);
    const own = samplesOf(times, sentAtMs.length);
    for (const metric of pairedMetrics) samples[metric].push(...own[metric]);
  }
  return samples;
}

const noPairs = (): SamplePairs => ({ measured: [], actual: [] });

/** Pairs every request with the server's record of it; throws when one is missing or differs. */
export function pairSamples(
  requests: readonly RecordedRequest[],
  truths: TruthBook,
): PairedSamples {
  const metrics = {
    ttft: noPairs(),
    chunk_gap: noPairs(),
    e2e: noPairs(),
    tpot: noPairs(),
    max_stall: noPairs(),
  };
  let events = 0;
  for (const request of requests) {
    const truth = truths.get(request.id);
    if (truth === undefined) throw new Error(`the server does not know ${request.id}`);
    addPair(metrics, request, truth);
    events += request.tokenAtMs.length;
  }
  const coalesced = events - requests.length - metrics.chunk_gap.measured.length;
  return { metrics, requests: requests.length, events, coalesced };
}

/** How far each sample is from what it should have been, smallest first. */
export const errorsOf = ({ measured, actual }: SamplePairs): SortedSamples =>
  toSorted(measured.map((sample, place) => Math.abs(sample - (actual[place] ?? 0))));
