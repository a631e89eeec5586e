// The noise guard of a pair of runs: cuts both into blocks, tests every statistic, or says why it cannot.
import type { NoiseTest } from "@gadfly/shared/compare/compare-document";
import { fewestBlocks, testBlocks, type BlockVerdict } from "./block-test.ts";
import { blockLength, type RunSpan } from "./block-length.ts";
import type { ComparedInput, JournalPart } from "./compared-input.ts";
import type { VerdictsByStatistic } from "./deltas.ts";
import { measuresOf } from "./measures.ts";

/** How the pair was tested, and what came of it; null verdicts: not at all. */
export interface GuardedPair {
  readonly test: NoiseTest;
  readonly verdicts: VerdictsByStatistic | null;
}

const deals = 1_999;
// Any number will do; the same one gives the same p-values each time.
const seed = 20_100;

/** Correlation of neighbouring blocks beyond which a run is hardly more than one witness. */
const tooAlike = 0.6;
const tooSlow =
  "the runs wander more slowly than they are long: neighbouring blocks are nearly the same; run for longer";

/** Tests a run against the baseline. */
export const guardPair = (baseline: ComparedInput, run: ComparedInput): GuardedPair => {
  for (const { journal, name } of [baseline, run])
    if (journal === null)
      return untested(`no journal of ${name} was found, and a result holds no histograms`);
  const { journal: before } = baseline;
  const { journal: after } = run;
  if (before === null || after === null) return untested("a journal is missing");
  if (before.intervalMs !== after.intervalMs)
    return untested("the runs have intervals of different length");
  const length = blockLength(spanOf(before), spanOf(after));
  if (length === null) return untested(whyTooShort(before, after));
  const blocks = { baseline: before.cut(length), run: after.cut(length) };
  const measures = measuresOf(blocks);
  const outcome = testBlocks(
    measures.map(({ pair }) => pair),
    deals,
    seed,
  );
  if (outcome.neighbours > tooAlike) return untested(tooSlow);
  const verdicts = new Map<string, Map<string, BlockVerdict>>();
  for (const [at, { metric, statistic }] of measures.entries()) {
    const ofMetric = verdicts.get(metric) ?? new Map<string, BlockVerdict>();
    verdicts.set(metric, ofMetric);
    const verdict = outcome.verdicts[at];
    if (verdict !== undefined) ofMetric.set(statistic, verdict);
  }
  const blockS = (length * before.intervalMs) / 1000;
  const counts = { baselineBlocks: blocks.baseline.length, runBlocks: blocks.run.length };
  return {
    test: { status: "tested", reason: null, blockS, ...counts, permutations: deals },
    verdicts,
  };
};

const untested = (reason: string): GuardedPair => ({
  test: {
    status: "untested",
    reason,
    blockS: null,
    baselineBlocks: null,
    runBlocks: null,
    permutations: null,
  },
  verdicts: null,
});

const requestMs = ({ histograms }: JournalPart): number | null => {
  const e2e = histograms.get("e2e");
  return e2e === undefined || e2e.isEmpty() ? null : e2e.quantile(0.5) / 1000;
};

const spanOf = (journal: JournalPart): RunSpan => ({
  intervals: journal.intervals,
  requestMs: requestMs(journal),
  intervalMs: journal.intervalMs,
});

const whyTooShort = (before: JournalPart, after: JournalPart): string => {
  const { intervalMs } = before;
  const shortestS = (Math.min(before.intervals, after.intervals) * intervalMs) / 1000;
  const longestMs = Math.max(intervalMs, requestMs(before) ?? 0, requestMs(after) ?? 0);
  const neededS = (Math.ceil(longestMs / intervalMs) * intervalMs * fewestBlocks) / 1000;
  return shortestS < neededS
    ? `the shorter window has ${shortestS} s, and ${fewestBlocks} blocks as long as a median request take ${neededS} s`
    : "the runs differ too much in length";
};
