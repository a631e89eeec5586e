// What goes wrong on a server shows in the metric that is made for it, by as much as it was, and nowhere
// else. Each run is compared with a twin that has everything but the fault.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { SimulatorConfig } from "@gadfly/simulator/config/simulator-config";
import { beforeAll, describe, expect, it, type TestContext } from "vitest";
import { resultOf } from "../support/read-result.ts";
import { startWorkbench } from "../support/workbench.ts";
import { exactQuantile, toSorted } from "./support/exact-statistics.ts";
import { readCoalesced, statisticsOf } from "./support/run-counts.ts";
import { readTruthBook, type TruthBook } from "./support/truth-book.ts";

/** The server of all twins. 21 tokens: one, and five times four. */
const law: Partial<SimulatorConfig> = { baseTtftMs: 40, itlMs: 20 };
const tokens = 21;
const gaps = tokens - 1;
const users = 8;

/** Medians of a few requests move by themselves, far less than any fault here moves them. */
const steadyMs = 15;

/** A server or a generator that was later than this is no twin of one that was not. */
const noisyMs = 5;

interface Run {
  readonly result: ResultDocument;
  /** Token events that shared a read with an earlier one. */
  readonly coalesced: number;
  /** The longest that the server or the generator was held up: by so much a single time may be off. */
  readonly hiccupMs: number;
  /** Why the machine was too noisy; null when it was not. */
  readonly noise: string | null;
}

interface Settings {
  readonly server?: Partial<SimulatorConfig>;
  readonly args?: readonly string[];
  /** Requests of each user. */
  readonly rounds?: number;
}

/** How late the server wrote; what it held back on purpose was due with the last event of the write. */
const writeDelays = (truths: TruthBook): number[] =>
  [...truths.values()].flatMap(({ chunks: { dueAtMs, sentAtMs } }) => {
    const lastOfWrite = [...sentAtMs.keys()].filter((at) => sentAtMs[at] !== sentAtMs[at + 1]);
    return lastOfWrite.map((at) => (sentAtMs[at] ?? 0) - (dueAtMs[at] ?? 0));
  });

const findHiccup = (result: ResultDocument, truths: TruthBook): number =>
  Math.max(...writeDelays(truths), statisticsOf(result, "client_loop_delay").max ?? 0);

const findNoise = (result: ResultDocument, truths: TruthBook): string | null => {
  const serverMs = exactQuantile(toSorted(writeDelays(truths)), 0.9);
  const clientMs = statisticsOf(result, "client_loop_delay").p90 ?? 0;
  return Math.max(serverMs, clientMs) > noisyMs
    ? `machine too noisy: one write in ten was more than ${serverMs.toFixed(1)} ms late, ` +
        `one tick of gadfly's timer in ten more than ${clientMs.toFixed(1)} ms`
    : null;
};

const measure = async ({ server = {}, args = [], rounds = 1 }: Settings): Promise<Run> => {
  await using bench = await startWorkbench({ ...law, ...server });
  const { url } = bench.simulator;
  const requests = String(users * rounds);
  const end = await bench.run(
    ["run", "-H", url, "--json", "-u", String(users), "-r", "100", "-n", requests].concat(
      ["-o", String(tokens), "-p", "16", "--seed", "7"],
      args,
    ),
  );
  const result = resultOf(end, 0);
  const truths = await readTruthBook(url);
  return {
    result,
    coalesced: readCoalesced(bench.folder, result),
    hiccupMs: findHiccup(result, truths),
    noise: findNoise(result, truths),
  };
};

/** Another try when the machine had other things to do. */
const measureQuietly = async (settings: Settings): Promise<Run> => {
  let run = await measure(settings);
  for (let left = 2; run.noise !== null && left > 0; left -= 1) run = await measure(settings);
  if (run.noise !== null) process.stdout.write(`\nmetric isolation, not judged: ${run.noise}\n`);
  return run;
};

/** How much a statistic rose from the twin to the run with the fault. */
const riseOf = (
  [faulty, twin]: readonly [Run, Run],
  metric: string,
  statistic: "p50" | "p90" | "p98" | "max",
): number =>
  (statisticsOf(faulty.result, metric)[statistic] ?? Number.NaN) -
  (statisticsOf(twin.result, metric)[statistic] ?? Number.NaN);

/** How far a statistic of a pair may be off that rests on single samples: as steady ones, and by the hiccups. */
const singleMs = ([faulty, twin]: readonly [Run, Run]): number =>
  2 * steadyMs + faulty.hiccupMs + twin.hiccupMs;

/** The times that tell about the server; those about the generator have rules of their own. */
const latencies = ({ result }: Run): string[] =>
  Object.entries(result.metrics)
    .filter(([name, metric]) => metric.unit === "ms" && !name.startsWith("client_"))
    .map(([name]) => name);

/** The medians that rose by something else than expected; what is not named must not have moved. */
const findSurprises = (
  pair: readonly [Run, Run],
  expectedMs: Readonly<Record<string, number>>,
): string[] =>
  latencies(pair[1]).flatMap((metric) => {
    const riseMs = riseOf(pair, metric, "p50");
    const wantedMs = expectedMs[metric] ?? 0;
    const isAsExpected = Math.abs(riseMs - wantedMs) <= steadyMs;
    return isAsExpected ? [] : [`${metric} rose by ${riseMs.toFixed(1)} ms, not by ${wantedMs} ms`];
  });

describe("beside a twin without the fault", () => {
  let twin: Run;

  beforeAll(async () => {
    twin = await measureQuietly({});
  });

  /** The run with the fault and its twin; ends the test as skipped when one of them was disturbed. */
  const beside = async (
    settings: Settings,
    { skip }: TestContext,
  ): Promise<readonly [Run, Run]> => {
    const faulty = await measureQuietly(settings);
    const noise = faulty.noise ?? twin.noise;
    skip(noise !== null, noise ?? "");
    return [faulty, twin];
  };

  it("a stall shows in max_stall, the tail of the gaps and all that includes it, not before it", async (context) => {
    const stallMs = 1000;
    const pair = await beside({ args: ["-m", "fault-stall-midway"] }, context);
    expect(
      findSurprises(pair, {
        max_stall: stallMs,
        e2e: stallMs,
        e2e_scheduled: stallMs,
        ttlb: stallMs,
        tpot: stallMs / gaps,
        ntpot: stallMs / tokens,
      }),
    ).toEqual([]);
    // One gap in twenty is the stall.
    expect(Math.abs(riseOf(pair, "chunk_gap", "p90"))).toBeLessThan(steadyMs);
    expect(Math.abs(riseOf(pair, "chunk_gap", "p98") - stallMs)).toBeLessThan(singleMs(pair));
    expect(Math.abs(riseOf(pair, "chunk_gap", "max") - stallMs)).toBeLessThan(singleMs(pair));
    expect(statisticsOf(pair[0].result, "chunk_gap").count).toBe(users * gaps - pair[0].coalesced);
  });

  it("a slow first token shows in ttft and all that includes it, not in the gaps", async (context) => {
    const delayMs = 2000;
    const pair = await beside({ args: ["-m", "fault-slow-first-token"] }, context);
    expect(
      findSurprises(pair, {
        ttft: delayMs,
        ttft_scheduled: delayMs,
        ttfa: delayMs,
        e2e: delayMs,
        e2e_scheduled: delayMs,
        ttlb: delayMs,
        ntpot: delayMs / tokens,
      }),
    ).toEqual([]);
    expect(Math.abs(riseOf(pair, "chunk_gap", "p98"))).toBeLessThan(singleMs(pair));
  });

  it("events that come four in a write are one gap each time; the rest is counted as coalesced", async (context) => {
    const bursts = gaps / 4;
    // The gap of a token is its share of the gap of its event, and stays as it was.
    const gapRiseMs = 3 * 20;
    const pair = await beside({ args: ["-m", "fault-bursts"] }, context);
    expect(findSurprises(pair, { chunk_gap: gapRiseMs, max_stall: gapRiseMs })).toEqual([]);
    const [{ coalesced, hiccupMs }] = pair;
    // Who is held up from one burst to the next reads both at once.
    const most = hiccupMs < 3 * 20 ? users * 3 * bursts : users * gaps;
    expect(coalesced).toBeGreaterThanOrEqual(users * 3 * bursts);
    expect(coalesced).toBeLessThanOrEqual(most);
    expect(statisticsOf(pair[0].result, "chunk_gap").count).toBe(users * gaps - coalesced);
    expect(statisticsOf(pair[0].result, "output_tokens")).toMatchObject({
      min: tokens,
      max: tokens,
    });
    expect(twin.coalesced).toBeLessThan(users);
  });

  it("waiting for a place in a full batch shows in ttft and all that includes it, not in the gaps", async (context) => {
    // The second half of the users waits until the first half has its answers.
    const pair = await beside({ server: { maxBatch: users / 2 } }, context);
    const answerMs = statisticsOf(twin.result, "e2e").p50 ?? Number.NaN;
    for (const metric of ["ttft", "e2e"])
      expect(Math.abs(riseOf(pair, metric, "max") - answerMs)).toBeLessThan(70 + singleMs(pair));
    for (const metric of ["chunk_gap", "token_gap", "max_stall", "tpot", "schedule_lag", "connect"])
      expect([metric, Math.abs(riseOf(pair, metric, "p50")) < steadyMs]).toEqual([metric, true]);
  });

  it("think time shows in the rate of requests and in no latency", async (context) => {
    const thinkMs = 500;
    const pair = await beside({ args: ["--wait", `${thinkMs}ms`], rounds: 2 }, context);
    expect(findSurprises(pair, {})).toEqual([]);
    expect(pair[0].result.run.durationS).toBeGreaterThan(
      (2 * (statisticsOf(twin.result, "e2e").p50 ?? 0) + thinkMs) / 1000,
    );
  });

  it("a server that closes after each answer shows in the number of connections only", async (context) => {
    const pair = await beside({ args: ["-m", "fault-refuse-keepalive"], rounds: 2 }, context);
    expect(findSurprises(pair, {})).toEqual([]);
    expect(statisticsOf(pair[0].result, "connect").count).toBe(2 * users);
    expect(statisticsOf(twin.result, "connect").count).toBe(users);
  });
});
