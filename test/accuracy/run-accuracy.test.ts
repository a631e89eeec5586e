// `gadfly run` as users start it, nothing added: what it prints, beside what the server did for exactly the
// requests of that run.
import { beforeAll, describe, expect, it } from "vitest";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { resultOf } from "../support/read-result.ts";
import { Program } from "../support/start-program.ts";
import { formatDifferences } from "./support/error-table.ts";
import {
  type ComparedStatistic,
  isExtreme,
  findDisagreements,
  toSorted,
} from "./support/exact-statistics.ts";
import { findNoise, histogramErrorMs, stampErrorMs } from "./support/judgement.ts";
import { playUntilClean } from "./support/repeat.ts";
import { readCoalesced, statisticsOf } from "./support/run-counts.ts";
import { pairedMetrics, type PairedMetric, truthSamples } from "./support/sample-pairs.ts";
import { type Load, loadArgs, playLoad, type Played, type Stage } from "./support/stage.ts";

const load: Load = {
  title: "gadfly run, 60 users in two processes",
  users: 60,
  workers: 2,
  ttftMs: 100,
  itlMs: 40,
  maxTokens: 8,
  wait: "none",
  controlStreams: 20,
};

const longestLoadMs = 150_000;

interface Outcome {
  readonly result: ResultDocument;
  readonly coalesced: number;
}

const runGadfly = async ({ url, folder }: Stage): Promise<Outcome> => {
  const args = ["run", "--processes", String(load.workers), ...loadArgs(load, url)];
  await using gadfly = new Program({ name: "gadfly", args, folder });
  const result = resultOf(await gadfly.ended, 0);
  return { result, coalesced: readCoalesced(folder, result) };
};

/** A run and what the server did in it. */
interface Compared {
  readonly played: Played<Outcome>;
  readonly actual: Readonly<Record<PairedMetric, number[]>>;
}

const compare = async (): Promise<Compared> => {
  const played = await playLoad(load, runGadfly);
  const actual = truthSamples(played.truths);
  const { outcome, control } = played;
  const shown = { title: load.title, result: outcome.result, control };
  process.stdout.write(formatDifferences(shown, (metric) => actual[metric]));
  return { played, actual };
};

/** Of two events in one read only one has a gap, and it is those written closest together that meet so. */
const samplesOf = ({ played, actual }: Compared, metric: PairedMetric) =>
  toSorted(actual[metric]).slice(metric === "chunk_gap" ? played.outcome.coalesced : 0);

const findDifferences = (compared: Compared): string[] => {
  const { outcome, control } = compared.played;
  return pairedMetrics.flatMap((metric) => {
    // What rests on a single sample is judged where each sample is known: in load-accuracy.test.ts.
    const tolerance = (statistic: ComparedStatistic, exactMs: number) =>
      isExtreme(metric, statistic)
        ? Number.POSITIVE_INFINITY
        : histogramErrorMs(exactMs) + stampErrorMs(control, metric);
    const printed = statisticsOf(outcome.result, metric);
    return findDisagreements(printed, samplesOf(compared, metric), tolerance).map(
      (sentence) => `${metric}: ${sentence}`,
    );
  });
};

const judge = {
  isNoisy: ({ played }: Compared) => findNoise(played.control) !== null,
  problemsOf: findDifferences,
};

describe("gadfly run", () => {
  let compared: Compared;

  beforeAll(async () => {
    compared = await playUntilClean(compare, judge);
  }, longestLoadMs);

  it("counts what the server counts", () => {
    const { outcome, truths } = compared.played;
    const { started, succeeded } = outcome.result.ledger;
    expect({ started, succeeded }).toEqual({ started: truths.size, succeeded: truths.size });
    // Ids begin with the digits of their run.
    const withoutDashes = (id: string): string => id.replaceAll("-", "");
    const runDigits = withoutDashes(outcome.result.run.id);
    const ofOthers = [...truths.keys()].filter((id) => !withoutDashes(id).startsWith(runDigits));
    expect(ofOthers).toEqual([]);
    for (const metric of pairedMetrics)
      expect([metric, statisticsOf(outcome.result, metric).count]).toEqual([
        metric,
        samplesOf(compared, metric).length,
      ]);
  });

  it("prints the server's own percentiles within 0.1 % and what a stamp is off", ({ skip }) => {
    const noise = findNoise(compared.played.control);
    skip(noise !== null, noise ?? "");
    expect(findDifferences(compared)).toEqual([]);
  });
});
