// What the run does at this moment: the newest steps against those before them.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import type { RunPicture, SeriesInfo } from "../run-picture.ts";

/** Rates of the last seconds; null when too little was heard. */
export interface RecentRates {
  readonly rps: number | null;
  readonly failureShare: number | null;
  readonly tokensPerS: number | null;
}

/** How many seconds count as this moment: enough that one slow answer is not a dip. */
const momentS = 5;

/** Rates of the newest seconds. */
export const recentRates = ({ steps, series, intervalMs }: RunPicture): RecentRates => {
  const recent = newestSteps(steps, (momentS * 1000) / intervalMs);
  const seconds = (recent.reduce((sum, { length }) => sum + length, 0) * intervalMs) / 1000;
  if (seconds === 0) return { rps: null, failureShare: null, tokensPerS: null };
  const { ended, failed } = countEnds(recent, steps.at(-recent.length - 1));
  return {
    rps: ended / seconds,
    failureShare: ended === 0 ? null : failed / ended,
    tokensPerS: countTokens(recent, series) / seconds,
  };
};

const newestSteps = (steps: readonly StepRecord[], intervals: number): readonly StepRecord[] =>
  steps.slice(-Math.max(1, Math.round(intervals)));

const endsByWorker = (step: StepRecord | undefined): Map<string, readonly [number, number]> =>
  new Map(
    (step?.workers ?? []).map(({ worker, ledger: { succeeded, failed } }) => [
      worker,
      [succeeded + failed, failed],
    ]),
  );

// Ledgers count from the start, so the step before says where the moment begins.
const countEnds = (recent: readonly StepRecord[], before: StepRecord | undefined) => {
  const first = endsByWorker(before);
  const last = new Map(recent.flatMap((step) => [...endsByWorker(step)]));
  let [ended, failed] = [0, 0];
  for (const [worker, [endedNow, failedNow]] of last) {
    const [endedThen, failedThen] = first.get(worker) ?? [0, 0];
    ended += endedNow - endedThen;
    failed += failedNow - failedThen;
  }
  return { ended, failed };
};

const countTokens = (
  steps: readonly StepRecord[],
  series: ReadonlyMap<number, SeriesInfo>,
): number =>
  steps
    .flatMap(({ counters }) => counters)
    .filter(({ id }) => series.get(id)?.metric === "output_tps")
    .reduce((sum, { delta }) => sum + delta, 0);
