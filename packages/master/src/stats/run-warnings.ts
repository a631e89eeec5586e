// Warnings that no single request shows: rules over what the records of a run have said. Their codes
// and sentences stand in shared/errors/warning-codes.
import type { WarningCode, WarningCodeRow } from "@gadfly/shared/errors/warning-codes";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { Ledger } from "@gadfly/shared/result/result-account";
import type { TimelineRow } from "@gadfly/shared/result/result-rows";
import { formatDuration } from "@gadfly/shared/units/duration";
import { plannedCancelsOf, totalLedger } from "./ledger.ts";
import { isFailed, isNotFailed } from "./metric-tables.ts";
import type { RunModel } from "./run-model.ts";

/** A code and how often it was seen. */
export interface CountedWarning {
  readonly code: string;
  readonly count: number;
  /** Words with figures of this run, in place of those of the table. */
  readonly words?: Partial<WarningCodeRow>;
}

interface RunCase {
  readonly model: RunModel;
  readonly ledger: Ledger;
  readonly plannedCancels: number;
}

interface RunRule {
  readonly code: WarningCode;
  /** How many requests it is about (1: the run itself); 0 when all is well. */
  readonly count: (run: RunCase) => number;
  readonly words?: (run: RunCase) => Partial<WarningCodeRow>;
}

const manyCancelledShare = 0.05;
/** A run of fewer latencies is all beginning and end. */
const fewestLatencies = 5;
/** Of the input tokens, in the mean. */
const muchCachedShare = 0.5;
/** How much later the first answers began than the others. */
const muchSooner = 3;
/** Less than this is what any server takes to get warm. */
const leastSavedMs = 20;
/** A failure that comes so soon cost the server nothing. */
const atOnceMs = 10;
const fewestFailures = 20;
/** Seconds with a TTFT that must be there to speak of later ones. */
const fewestSeconds = 4;

const countCancelled = ({ ledger, plannedCancels }: RunCase): number => {
  const unplanned = ledger.cancelled - plannedCancels;
  return unplanned > manyCancelledShare * ledger.started ? unplanned : 0;
};

/** What is broken off on purpose has ended. */
const countUnfinished = ({ model, ledger, plannedCancels }: RunCase): number =>
  model.end !== null && ledger.succeeded + ledger.failed + plannedCancels === 0
    ? ledger.started
    : 0;

/** Somebody who gave them time already is told how much it was. */
const adviseOnCancelled = ({ model }: RunCase): Partial<WarningCodeRow> => {
  const { stopTimeoutMs } = model.open.plan;
  if (stopTimeoutMs === 0) return {};
  const given = formatDuration(stopTimeoutMs);
  return { remedy: `Run longer, or give running requests more than --stop-timeout ${given}.` };
};

const meanLatencyS = (model: RunModel): number =>
  model.all.store.sumOf("e2e", isNotFailed).mean() / 1_000_000;

const countTooShort = ({ model }: RunCase): number => {
  const e2e = model.all.store.sumOf("e2e", isNotFailed);
  if (model.end === null || e2e.isEmpty()) return 0;
  return model.elapsedS < fewestLatencies * meanLatencyS(model) ? 1 : 0;
};

const tenths = (seconds: number): string => formatDuration(Math.round(seconds * 10) * 100);

const describeTooShort = ({ model }: RunCase): Partial<WarningCodeRow> => {
  const [lasted, latency] = [tenths(model.elapsedS), tenths(meanLatencyS(model))];
  return {
    sentence: `The run lasted ${lasted}, less than five times the mean latency of ${latency}.`,
  };
};

/** More than half of what ended were failures that took no time, and nobody paused after them. */
const countFailingFast = ({ model }: RunCase): number => {
  const { store } = model.all;
  const failed = store.sumOf("ttlb", isFailed);
  const half = store.sumOf("ttlb", () => true).count / 2;
  const paused = model.warnings.get("failure_wait") ?? 0;
  if (failed.count <= Math.max(half, fewestFailures) || paused > failed.count / 2) return 0;
  return failed.quantile(half / failed.count) <= atOnceMs * 1000 ? failed.count : 0;
};

/** A cancelled request has no usage yet; only an answer that ended without it is worth a warning. */
const countEstimated = ({ model, ledger }: RunCase): number =>
  Math.max(0, model.tokenSources.events - ledger.cancelled);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The first second with an answer is far slower than the others are, in the middle. */
const beganSlowly = (rows: readonly TimelineRow[]): boolean => {
  const [first = 0, ...later] = rows.flatMap(({ ttftP50 }) => (ttftP50 === null ? [] : [ttftP50]));
  const usual = median(later);
  const isSlow = first > muchSooner * usual && first > usual + leastSavedMs;
  return later.length + 1 >= fewestSeconds && isSlow;
};

const isMuchCached = ({ all }: RunModel): boolean => {
  const sumOf = (metric: string): number => {
    const histogram = all.store.sumOf(metric, isNotFailed);
    return histogram.isEmpty() ? 0 : histogram.mean() * histogram.count;
  };
  return sumOf("cached_tokens") > muchCachedShare * sumOf("input_tokens");
};

const countReusedPrompts = ({ model, ledger }: RunCase): number => {
  if (model.open.plan.request.promptRandomize || ledger.succeeded < 2) return 0;
  return isMuchCached(model) || beganSlowly(model.timeline.rows) ? ledger.succeeded - 1 : 0;
};

/** A 404 or 401 is about our question, not about the server's health. */
const countUnhealthy = ({ model: { healthAfter } }: RunCase): number => {
  if (healthAfter === null) return 0;
  return healthAfter.status === null || healthAfter.status >= 500 ? 1 : 0;
};

/** Are there certificates that nobody looks at? Plain HTTP has none. */
export const skipsCertificates = ({ connections, targets }: Plan): boolean =>
  connections.insecure && targets.some((target) => /^https:/i.test(target));

/** Every rule, in the order in which warnings are shown. */
const rules: readonly RunRule[] = [
  { code: "failing_fast", count: countFailingFast },
  { code: "many_cancelled", count: countCancelled, words: adviseOnCancelled },
  { code: "nothing_finished", count: countUnfinished },
  { code: "run_too_short", count: countTooShort, words: describeTooShort },
  { code: "prompts_reused", count: countReusedPrompts },
  { code: "estimated_tokens", count: countEstimated },
  { code: "target_unhealthy", count: countUnhealthy },
  { code: "records_dropped", count: ({ model }) => model.records.dropped },
  { code: "insecure_tls", count: ({ model }) => (skipsCertificates(model.open.plan) ? 1 : 0) },
];

/** What the run as a whole is to be warned of. */
export const runWarnings = (model: RunModel): CountedWarning[] => {
  const ledger = totalLedger(model.workers.values());
  const run = { model, ledger, plannedCancels: plannedCancelsOf(model.workers.values()) };
  return rules
    .map(({ code, count, words }) => ({ code, count: count(run), words: words?.(run) ?? {} }))
    .filter(({ count }) => count > 0);
};
