// How finely a report keeps time. Steps are merged further, the oldest first, so that the file of a long
// or a large run can still be mailed; nothing is lost by it but when exactly something was.
import type { WorkerInterval } from "@gadfly/shared/journal/journal-record";
import { mergeSteps } from "@gadfly/shared/journal/merge-steps";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { addFrame, encodeHistogram } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import type { LedgerCounts } from "@gadfly/shared/protocol/fields";
import { emptyLedger } from "../../stats/worker-account.ts";
import type { IsAbsent } from "./absent-workers.ts";

/** One way to keep the steps. */
export interface StepResolution {
  /** Shortest steps, in intervals, from this many intervals before the end on; newest first. */
  readonly tiers: readonly { readonly within: number; readonly length: number }[];
  /** The rows of a step's workers as one. */
  readonly sumsWorkers: boolean;
}

const always = Number.POSITIVE_INFINITY;

const tiersOf = (...tiers: readonly (readonly [within: number, length: number])[]) =>
  tiers.map(([within, length]) => ({ within, length }));

/** From the finest on; after the last, its length doubles. */
const finest = [
  tiersOf([always, 1]),
  tiersOf([600, 1], [always, 60]),
  tiersOf([300, 1], [600, 10], [always, 60]),
  tiersOf([120, 1], [600, 10], [always, 60]),
  tiersOf([600, 10], [always, 60]),
  tiersOf([always, 60]),
];

/** Every way to keep `intervals`, from the finest on. */
export function* resolutionsOf(
  intervals: number,
  workers: number,
): Generator<StepResolution, undefined> {
  yield { tiers: tiersOf([always, 1]), sumsWorkers: false };
  const sumsWorkers = workers > 1;
  for (const tiers of sumsWorkers ? finest : finest.slice(1)) yield { tiers, sumsWorkers };
  for (let length = 120; length < 2 * intervals; length *= 2)
    yield { tiers: tiersOf([always, length]), sumsWorkers };
}

const ledgerKeys = [
  "due",
  "started",
  "succeeded",
  "failed",
  "cancelled",
  "inFlight",
  "dropped",
  "waiting",
] as const satisfies (keyof LedgerCounts)[];

const addLedgers = (sum: LedgerCounts, next: LedgerCounts): LedgerCounts => {
  const added = { ...sum };
  for (const key of ledgerKeys) added[key] += next[key];
  return added;
};

/** Sums, but of the CPU the highest: one busy worker must not hide behind idle ones. */
const sumWorkers = (
  rows: readonly WorkerInterval[],
  isAbsent: (worker: string) => boolean,
): WorkerInterval[] => {
  if (rows.length < 2) return [...rows];
  const loopDelay = new Histogram();
  for (const row of rows) addFrame(loopDelay, row.loopDelay);
  const total = (of: (row: WorkerInterval) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0);
  return [
    {
      worker: "all",
      users: total(({ users, worker }) => (isAbsent(worker) ? 0 : users)),
      peakUsers: total(({ peakUsers }) => peakUsers),
      ledger: rows.map(({ ledger }) => ledger).reduce(addLedgers, emptyLedger),
      cpu: Math.max(...rows.map(({ cpu }) => cpu)),
      gcMs: total(({ gcMs }) => gcMs),
      rssBytes: total(({ rssBytes }) => rssBytes),
      loopDelay: encodeHistogram(loopDelay),
      clock: null,
      final: rows.every(({ final }) => final),
    },
  ];
};

const endOf = ({ index, length }: StepRecord): number => index + length;

interface StepGroup {
  readonly index: number;
  readonly length: number;
  readonly parts: StepRecord[];
}

/** Where a step goes that is to be `wanted` intervals long; one that is longer stays as it is. */
const placeOf = ({ index, length }: StepRecord, wanted: number) =>
  wanted <= length
    ? { index, length }
    : { index: Math.floor(index / wanted) * wanted, length: wanted };

/** The steps that become one, in order. */
const groupSteps = (
  steps: readonly StepRecord[],
  { tiers }: StepResolution,
): readonly StepGroup[] => {
  const groups: StepGroup[] = [];
  const end = steps.reduce((latest, step) => Math.max(latest, endOf(step)), 0);
  for (const step of steps) {
    const age = end - step.index;
    const wanted = tiers.find(({ within }) => age <= within)?.length ?? 1;
    const last = groups.at(-1);
    if (last !== undefined && step.index < last.index + last.length) last.parts.push(step);
    else groups.push({ ...placeOf(step, wanted), parts: [step] });
  }
  // Nothing was measured after the end: the last step would have the rates of a longer time.
  return groups.map((group) => ({
    ...group,
    length: Math.min(group.length, end - group.index),
  }));
};

/** What else counts for the steps. */
export interface StepSurroundings {
  readonly intervalMs: number;
  readonly isAbsent: IsAbsent;
}

/** The steps as a resolution keeps them, each made as it is asked for. */
export function* resolveSteps(
  steps: readonly StepRecord[],
  resolution: StepResolution,
  { intervalMs, isAbsent }: StepSurroundings,
): Generator<StepRecord, undefined> {
  for (const { index, length, parts } of groupSteps(steps, resolution)) {
    const [only] = parts;
    const { workers, ...rest } =
      parts.length === 1 && only?.length === length ? only : mergeSteps(parts);
    const endS = ((index + length) * intervalMs) / 1000;
    const rows = resolution.sumsWorkers
      ? sumWorkers(workers, (worker) => isAbsent(worker, endS))
      : workers;
    yield { ...rest, index, length, workers: rows };
  }
}
