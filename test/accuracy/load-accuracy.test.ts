// The numbers are right: a master and workers against a server that knows when it wrote each token, beside
// a bare reader in the same run that shows what this machine makes of such times. The workers have a tap on
// their books, so that each sample can be compared, not only what became of all of them.
import { beforeAll, describe, expect, it } from "vitest";
import { formatRecordedLoad } from "./support/error-table.ts";
import {
  type ComparedStatistic,
  isExtreme,
  findDisagreements,
  toSorted,
} from "./support/exact-statistics.ts";
import {
  allowedP99,
  errorP99,
  findNoise,
  histogramErrorMs,
  judgedMetrics,
  stampErrorMs,
} from "./support/judgement.ts";
import type { RecordedRequest } from "./programs/recorded-request.ts";
import { measureRecorded, type RecordedLoad } from "./support/recorded-load.ts";
import { playUntilClean } from "./support/repeat.ts";
import { statisticsOf } from "./support/run-counts.ts";
import { errorsOf, pairedMetrics } from "./support/sample-pairs.ts";
import type { Load } from "./support/stage.ts";

const law = { workers: 1, wait: "none", controlStreams: 20 };

// Short answers: a percentile of few requests would be the one that this machine disturbed.
const loads: readonly Load[] = [
  { ...law, title: "20 users, slow tokens", users: 20, ttftMs: 40, itlMs: 40, maxTokens: 6 },
  { ...law, title: "10 users, quick tokens", users: 10, ttftMs: 20, itlMs: 4, maxTokens: 30 },
  { ...law, title: "100 users", users: 100, ttftMs: 80, itlMs: 20, maxTokens: 20 },
  {
    ...law,
    title: "100 users with think time",
    users: 100,
    ttftMs: 150,
    itlMs: 10,
    maxTokens: 20,
    wait: "between(100ms, 400ms)",
  },
  {
    ...law,
    title: "400 users of two workers",
    users: 400,
    workers: 2,
    ttftMs: 250,
    itlMs: 80,
    maxTokens: 10,
    controlStreams: 40,
  },
];

/** Time to start the programs, to run, and to let the last answers end. */
const longestLoadMs = 150_000;

const firstOf = ({ tokenAtMs }: RecordedRequest): number => tokenAtMs[0] ?? Number.NaN;
const lastOf = ({ tokenAtMs }: RecordedRequest): number => tokenAtMs.at(-1) ?? Number.NaN;

/** The metrics that the server's times do not decide, by the formulas of docs/metrics.md. */
const formulas: Readonly<Record<string, (request: RecordedRequest) => number>> = {
  ttft_scheduled: (request) => firstOf(request) - request.scheduledAtMs,
  ttfa: (request) => firstOf(request) - request.sentAtMs,
  e2e_scheduled: (request) => lastOf(request) - request.scheduledAtMs,
  ttlb: (request) => request.endedAtMs - request.sentAtMs,
  ntpot: (request) => (lastOf(request) - request.sentAtMs) / request.tokenAtMs.length,
  schedule_lag: (request) => request.sentAtMs - request.scheduledAtMs,
};

const prefixed = (name: string, sentences: readonly string[]): string[] =>
  sentences.map((sentence) => `${name}: ${sentence}`);

const measure = async (load: Load): Promise<RecordedLoad> => {
  const measured = await measureRecorded(load);
  process.stdout.write(formatRecordedLoad(measured));
  return measured;
};

/** Metrics whose errors are larger than the control's allow. */
const findLateStamps = ({ settled, control }: RecordedLoad) =>
  judgedMetrics
    .map((metric) => ({
      metric,
      p99Ms: errorP99(settled, metric),
      allowedMs: allowedP99(control, metric),
    }))
    .filter(({ p99Ms, allowedMs }) => !(p99Ms <= allowedMs));

/**
 * Statistics that are farther from the truth than the histogram and the stamps can make them. The control
 * tells how far off stamps are while all users run; what was measured in the ramp stands for itself.
 */
const findDifferences = ({ result, gadfly, settled, ramp, control }: RecordedLoad): string[] =>
  pairedMetrics.flatMap((metric) => {
    const pairs = gadfly.metrics[metric];
    const truth = [...settled.metrics[metric].actual, ...ramp.metrics[metric].measured];
    const stampMs = stampErrorMs(control, metric);
    // An extreme may rest on the one sample that is off most; the table shows by how much.
    const worstMs = Math.max(stampMs, errorsOf(pairs).at(-1) ?? 0);
    const tolerance = (statistic: ComparedStatistic, exactMs: number) =>
      histogramErrorMs(exactMs) + (isExtreme(metric, statistic) ? worstMs : stampMs);
    const printed = statisticsOf(result, metric);
    return prefixed(metric, findDisagreements(printed, toSorted(truth), tolerance));
  });

const judge = {
  isNoisy: ({ control }: RecordedLoad) => findNoise(control) !== null,
  problemsOf: (measured: RecordedLoad): readonly unknown[] => [
    ...findLateStamps(measured),
    ...findDifferences(measured),
  ],
};

describe.each(loads)("$title", (load) => {
  let measured: RecordedLoad;

  beforeAll(async () => {
    measured = await playUntilClean(() => measure(load), judge);
  }, longestLoadMs);

  const samplesOf = (metric: (typeof pairedMetrics)[number]) => measured.gadfly.metrics[metric];

  it("counts every request and every token that the server sent, and no other", () => {
    const { result, recorded, gadfly } = measured;
    const { started, succeeded } = result.ledger;
    expect({ started, succeeded }).toEqual({ started: recorded.length, succeeded: started });
    expect(recorded.length).toBeGreaterThan(load.users);
    expect(gadfly.events).toBe(recorded.length * load.maxTokens);
    const { count, min, max } = statisticsOf(result, "output_tokens");
    expect([count, min, max]).toEqual([recorded.length, load.maxTokens, load.maxTokens]);
  });

  it("prints the statistics of its own samples within the histogram's 0.1 %", () => {
    const tolerance = (_: ComparedStatistic, exactMs: number) => histogramErrorMs(exactMs);
    const disagreements = (metric: string, samples: readonly number[]) => {
      const printed = statisticsOf(measured.result, metric);
      return prefixed(metric, findDisagreements(printed, toSorted(samples), tolerance));
    };
    expect([
      ...pairedMetrics.flatMap((metric) => disagreements(metric, samplesOf(metric).measured)),
      ...Object.entries(formulas).flatMap(([metric, formula]) =>
        disagreements(metric, measured.recorded.map(formula)),
      ),
    ]).toEqual([]);
  });

  it("takes its times nearly as well as a bare reader beside it", ({ skip }) => {
    const noise = findNoise(measured.control);
    skip(noise !== null, noise ?? "");
    expect(findLateStamps(measured)).toEqual([]);
  });

  it("prints the server's own statistics within 0.1 % and what a stamp is off", ({ skip }) => {
    const noise = findNoise(measured.control);
    skip(noise !== null, noise ?? "");
    expect(findDifferences(measured)).toEqual([]);
  });
});
