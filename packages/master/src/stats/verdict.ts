// May the numbers be believed? One table of rules about the generator, never about the target.
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import type { Verdict, VerdictReason } from "@gadfly/shared/result/result-account";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import type { RunModel } from "./run-model.ts";
import { type DelayLimit, verdictLimits } from "./verdict-limits.ts";
import { isNotFailed } from "./metric-tables.ts";
import { findImbalances, ledgerOf, totalLedger } from "./ledger.ts";
import type { WorkerAccount } from "./worker-account.ts";

type Severity = "SUSPECT" | "INVALID";

interface Rule {
  readonly code: string;
  /** What is wrong, worst first; empty when nothing is. */
  readonly judge: (model: RunModel) => readonly Finding[];
}

interface Finding {
  readonly severity: Severity;
  readonly text: string;
  readonly worker?: string;
}

const gravestFirst = ["INVALID", "SUSPECT"] as const;

/**
 * The smallest of the medians of ttft, chunk_gap and e2e in ms: what our own delay must be small
 * against. e2e counts where nothing was streamed; elsewhere it is the longest.
 */
const smallestMedianMs = (model: RunModel): number => {
  const medians = ["ttft", "chunk_gap", "e2e"]
    .map((metric) => model.all.store.sumOf(metric, isNotFailed))
    .filter((histogram) => !histogram.isEmpty())
    .map((histogram) => histogram.quantile(0.5) / 1000);
  return medians.length === 0 ? 0 : Math.min(...medians);
};

const overWorkers = (
  model: RunModel,
  judge: (worker: WorkerAccount) => readonly Finding[],
): Finding[] =>
  [...model.workers.values()].flatMap((worker) =>
    judge(worker).map((finding) => ({ ...finding, worker: worker.name })),
  );

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

const limitMsOf = ({ floorMs, shareOfMedian }: DelayLimit, medianMs: number): number =>
  Math.max(floorMs, shareOfMedian * medianMs);

const judgeLoopDelay = (model: RunModel): Finding[] => {
  const medianMs = smallestMedianMs(model);
  return overWorkers(model, (worker) => {
    const delayMs = worker.loopDelay.quantile(0.99) / 1000;
    for (const severity of gravestFirst) {
      const limitMs = limitMsOf(verdictLimits.loopDelay[severity], medianMs);
      if (delayMs > limitMs)
        return [
          {
            severity,
            text: `event loop late by ${ms(delayMs)} at p99, ${severity} over ${ms(limitMs)}`,
          },
        ];
    }
    return [];
  });
};

const judgeCpu = (model: RunModel): Finding[] =>
  overWorkers(model, ({ wholeIntervals, busyIntervals }) => {
    for (const severity of gravestFirst) {
      const { core, share } = verdictLimits.cpu[severity];
      const busy = busyIntervals[severity];
      if (busy < verdictLimits.cpu.fewestIntervals || busy < share * wholeIntervals) continue;
      const text = `CPU above ${percent(core)} in ${percent(busy / wholeIntervals)} of intervals`;
      return [{ severity, text }];
    }
    return [];
  });

/** The 99th percentile, or lower in a short run, so that a few first requests do not decide alone. */
const tailOf = (histogram: Histogram): number => {
  const share = Math.min(
    0.99,
    1 - verdictLimits.scheduleLag.fewestLate / Math.max(1, histogram.count),
  );
  return share <= 0 ? 0 : histogram.quantile(share) / 1000;
};

const judgeScheduleLag = (model: RunModel): Finding[] => {
  const lagMs = tailOf(model.all.store.sumOf("schedule_lag", isNotFailed));
  // A connection that must first be set up delays the sending; that is the network's doing.
  const connectMs = model.all.store.sumOf("connect", isNotFailed).quantile(0.99) / 1000;
  const limitMs = limitMsOf(verdictLimits.scheduleLag.SUSPECT, smallestMedianMs(model)) + connectMs;
  if (lagMs <= limitMs) return [];
  const text = `requests were sent ${ms(lagMs)} late at p99, SUSPECT over ${ms(limitMs)}`;
  return [{ severity: "SUSPECT", text }];
};

const judgeClamped = (model: RunModel): Finding[] => {
  const clamped = ["e2e", "ttlb", "ttft"].reduce(
    (sum, metric) => sum + model.all.store.sumOf(metric, () => true).clamped,
    0,
  );
  return clamped > 0
    ? [{ severity: "SUSPECT", text: `${clamped} samples were above the range of one hour` }]
    : [];
};

const judgeDropped = (model: RunModel): Finding[] => {
  const { dropped } = totalLedger(model.workers.values());
  return dropped > 0
    ? [{ severity: "SUSPECT", text: `${dropped} arrivals were dropped by the in-flight limit` }]
    : [];
};

const judgeLosses = (model: RunModel): Finding[] =>
  overWorkers(model, (worker) =>
    worker.lost === null ? [] : [{ severity: "SUSPECT", text: describeLoss(worker, worker.lost) }],
  );

const describeLoss = (worker: WorkerAccount, lost: NonNullable<WorkerAccount["lost"]>): string => {
  if (worker.isRecovered) return "worker lost for a while: it came back and reported everything";
  const back = worker.hasReturned ? ", it came back later" : "";
  return `worker lost: nothing is known of it from ${formatSeconds(lost.blindFromS)}, ${worker.lostRequests} requests lost${back}`;
};

const judgeLedger = (model: RunModel): Finding[] => [
  ...findImbalances(totalLedger(model.workers.values())).map((text): Finding => ({
    severity: "INVALID",
    text,
  })),
  ...overWorkers(model, (worker) =>
    findImbalances(ledgerOf(worker)).map((text): Finding => ({ severity: "INVALID", text })),
  ),
];

const judgeAbsolutes = (model: RunModel): Finding[] =>
  model.mismatches.map(({ text, worker }) => ({
    severity: "INVALID",
    text,
    worker: model.workers.get(worker)?.name ?? worker,
  }));

const judgeRefused = (model: RunModel): Finding[] =>
  model.refusedSnapshots > 0
    ? [
        {
          severity: "SUSPECT",
          text: `${model.refusedSnapshots} snapshots came after the end and were refused`,
        },
      ]
    : [];

const judgeEmptiness = (model: RunModel): Finding[] =>
  model.end !== null && totalLedger(model.workers.values()).started === 0
    ? [{ severity: "INVALID", text: "no request was started: there are no numbers" }]
    : [];

/** Every rule, in the order in which reasons are shown. */
const rules: readonly Rule[] = [
  { code: "no_data", judge: judgeEmptiness },
  { code: "ledger", judge: judgeLedger },
  { code: "absolutes", judge: judgeAbsolutes },
  { code: "loop_delay", judge: judgeLoopDelay },
  { code: "cpu", judge: judgeCpu },
  { code: "schedule_lag", judge: judgeScheduleLag },
  { code: "worker_lost", judge: judgeLosses },
  { code: "late_snapshots", judge: judgeRefused },
  { code: "dropped", judge: judgeDropped },
  { code: "clamped", judge: judgeClamped },
];

const toReason = (code: string, { text, worker }: Finding): VerdictReason =>
  worker === undefined ? { code, text } : { code, text, worker };

/** The verdict on the generator itself. */
export const judgeRun = (model: RunModel): Verdict => {
  const found = rules.flatMap(({ code, judge }) =>
    judge(model).map((finding) => ({
      severity: finding.severity,
      reason: toReason(code, finding),
    })),
  );
  const isInvalid = found.some(({ severity }) => severity === "INVALID");
  const status = isInvalid ? "INVALID" : found.length > 0 ? "SUSPECT" : "VALID";
  return { status, reasons: found.map(({ reason }) => reason) };
};
