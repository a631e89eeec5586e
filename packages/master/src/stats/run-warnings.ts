// Warnings that no single request shows: rules over what the records of a run have said. Their codes
// and sentences stand in shared/errors/warning-codes.
import type { WarningCode } from "@gadfly/shared/errors/warning-codes";
import type { Ledger } from "@gadfly/shared/result/result-account";
import type { TimelineRow } from "@gadfly/shared/result/result-rows";
import { plannedCancelsOf, totalLedger } from "./ledger.ts";
import { isNotFailed } from "./metric-tables.ts";
import type { RunModel } from "./run-model.ts";

/** A code and how often it was seen. */
export interface CountedWarning {
  readonly code: string;
  readonly count: number;
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
/** Seconds with a TTFT that must be there to speak of later ones. */
const fewestSeconds = 4;

const countCancelled = ({ ledger, plannedCancels }: RunCase): number => {
  const unplanned = ledger.cancelled - plannedCancels;
  return unplanned > manyCancelledShare * ledger.started ? unplanned : 0;
};

const countUnfinished = ({ model, ledger, plannedCancels }: RunCase): number =>
  model.end !== null && ledger.succeeded + ledger.failed === 0
    ? ledger.started - plannedCancels
    : 0;

const countTooShort = ({ model }: RunCase): number => {
  const e2e = model.all.store.sumOf("e2e", isNotFailed);
  if (model.end === null || e2e.isEmpty()) return 0;
  const meanS = e2e.mean() / 1_000_000;
  return model.elapsedS < fewestLatencies * meanS ? e2e.count : 0;
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

/** Every rule, in the order in which warnings are shown. */
const rules: readonly RunRule[] = [
  { code: "many_cancelled", count: countCancelled },
  { code: "nothing_finished", count: countUnfinished },
  { code: "run_too_short", count: countTooShort },
  { code: "prompts_reused", count: countReusedPrompts },
  { code: "estimated_tokens", count: countEstimated },
  { code: "target_unhealthy", count: countUnhealthy },
  { code: "records_dropped", count: ({ model }) => model.records.dropped },
  { code: "insecure_tls", count: ({ model }) => (model.open.plan.connections.insecure ? 1 : 0) },
];

/** What the run as a whole is to be warned of. */
export const runWarnings = (model: RunModel): CountedWarning[] => {
  const ledger = totalLedger(model.workers.values());
  const run = { model, ledger, plannedCancels: plannedCancelsOf(model.workers.values()) };
  return rules
    .map(({ code, count }) => ({ code, count: count(run) }))
    .filter(({ count }) => count > 0);
};
