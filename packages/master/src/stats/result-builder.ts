// The result document from the folded records: the same for a run that just ended and for a journal.
import { describeWarning } from "@gadfly/shared/errors/warning-codes";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import type { Coalesced, RecordCounts } from "@gadfly/shared/result/result-account";
import type {
  ErrorRow,
  SeriesRow,
  WarningRow,
  WindowRow,
  WorkerRow,
} from "@gadfly/shared/result/result-rows";
import { resultSchemaName, type ResultDocument } from "@gadfly/shared/result/result-schema";
import type { MetricsByName } from "@gadfly/shared/result/result-statistics";
import { plannedCancelsOf, totalLedger } from "./ledger.ts";
import { finish, type InParts } from "./in-parts.ts";
import {
  distributionsInParts,
  isFailed,
  metricsInParts,
  strictOf,
  tokenRatesOf,
} from "./metric-tables.ts";
import type { RunModel, Window } from "./run-model.ts";
import { type CountedWarning, runWarnings } from "./run-warnings.ts";
import { hasLabels, type Labels } from "./series-store.ts";
import { judgeRun } from "./verdict.ts";
import type { WorkerAccount } from "./worker-account.ts";

const toS = (milliseconds: number): number => Math.round(Math.max(0, milliseconds)) / 1000;

/** Latencies that a failed request would have had, had it not failed. */
const strictMetrics = ["ttft", "e2e"] as const;

const strictRow = (model: RunModel): SeriesRow[] => {
  const failed = model.all.store.sumOf("ttlb", isFailed).count;
  const metrics: MetricsByName = {};
  for (const name of strictMetrics) {
    const row = findMetric(name);
    const statistics = row === undefined ? null : strictOf(row, model.all.store, failed);
    if (statistics !== null) metrics[name] = statistics;
  }
  return failed === 0 ? [] : [{ labels: { outcome: "strict" }, metrics }];
};

/** Tokens are counted as they come, before the outcome is known. */
function* seriesRow(model: RunModel, labels: Labels): InParts<SeriesRow> {
  const { store } = model.all;
  const filter = hasLabels(labels);
  const rates = labels["outcome"] === "any" ? tokenRatesOf(store, filter, model.measuredS) : {};
  const distributions = yield* distributionsInParts(store, filter);
  return { labels: { ...labels }, metrics: { ...distributions, ...rates } };
}

function* seriesRows(model: RunModel): InParts<SeriesRow[]> {
  const rows: SeriesRow[] = [];
  for (const labels of model.all.store.labelSets()) rows.push(yield* seriesRow(model, labels));
  return [...rows, ...strictRow(model)];
}

/** Failures by kind and message, the most frequent first. */
export const errorRowsOf = (model: RunModel): ErrorRow[] =>
  [...model.errors.values()]
    .map(({ kind, message, count, firstSeenMs, lastSeenMs }) => ({
      kind,
      message,
      count,
      firstSeenS: toS(firstSeenMs),
      lastSeenS: toS(lastSeenMs),
    }))
    .toSorted((a, b) => b.count - a.count);

/** Warnings of requests and of the run. */
export const warningRowsOf = (model: RunModel): WarningRow[] => {
  const counted = [...model.warnings].map(([code, count]): CountedWarning => ({ code, count }));
  return [...counted, ...runWarnings(model)].map(({ code, count, words }) => {
    const { sentence: text, remedy } = { ...describeWarning(code), ...words };
    return remedy === "" ? { code, text, count } : { code, text, remedy, count };
  });
};

const stateOf = (model: RunModel, worker: WorkerAccount): string => {
  if (worker.isFinal) return "finished";
  if (worker.lost !== null) return worker.hasReturned ? "returned" : "lost";
  return model.end === null ? "running" : "silent";
};

const toWorkerRow = (model: RunModel, worker: WorkerAccount): WorkerRow => ({
  id: worker.id,
  name: worker.name,
  host: worker.host,
  users: worker.peakUsers,
  requests: worker.ledger.started,
  loopDelayP99Ms: worker.loopDelay.isEmpty()
    ? null
    : Math.round(worker.loopDelay.quantile(0.99)) / 1000,
  cpu: worker.cpu === null ? null : Math.round(worker.cpu * 1000) / 1000,
  // Reported as the master's clock less the worker's; shown the other way round.
  clockOffsetMs: worker.clock === null ? null : -worker.clock.offsetMs,
  clockErrorMs: worker.clock?.errorMs ?? null,
  lostSnapshots: worker.lostSnapshots,
  ...(worker.lost === null || worker.isRecovered
    ? {}
    : { blindFromS: Math.max(0, worker.lost.blindFromS) }),
  state: stateOf(model, worker),
});

function* toWindowRow(window: Window, toSecond: number): InParts<WindowRow> {
  const metrics = yield* metricsInParts(window.store, toSecond - window.fromS);
  return { name: window.name, fromS: window.fromS, toS: toSecond, metrics };
}

function* windowRows({ all, steady, warmup, elapsedS }: RunModel): InParts<WindowRow[]> {
  const rows = [yield* toWindowRow(all, elapsedS)];
  if (steady.toS > steady.fromS) rows.push(yield* toWindowRow(steady, steady.toS));
  if (steady.fromS > 0) rows.push(yield* toWindowRow(warmup, steady.fromS));
  return rows;
}

function* workerRows(model: RunModel): InParts<WorkerRow[]> {
  const rows: WorkerRow[] = [];
  for (const worker of model.workers.values()) {
    rows.push(toWorkerRow(model, worker));
    yield;
  }
  return rows;
}

const coalescedOf = (model: RunModel): Coalesced => {
  const countOf = (metric: string): number => model.all.store.sumOf(metric, () => true).count;
  const events = model.coalesced;
  const all = events + countOf("chunk_gap") + countOf("ttft");
  return { events, share: all === 0 ? 0 : events / all };
};

const recordCountsOf = ({ open, records }: RunModel): RecordCounts | null => {
  const { recordShare: share } = open.plan;
  return share === undefined ? null : { share, ...records };
};

/** The workers of the run. */
export const buildWorkerRows = (model: RunModel): WorkerRow[] => finish(workerRows(model));

/**
 * The document from what is known so far; a run without its end is reported as failed. While a run goes
 * on, what comes between two parts is in those after it only.
 */
export function* buildResultInParts(model: RunModel): InParts<ResultDocument> {
  const all = yield* metricsInParts(model.all.store, model.measuredS);
  const failed = yield* distributionsInParts(model.all.store, isFailed);
  const series = yield* seriesRows(model);
  const windows = yield* windowRows(model);
  const workers = yield* workerRows(model);
  return {
    schema: resultSchemaName,
    run: {
      id: model.open.plan.runId,
      startedAt: model.startedAt,
      durationS: Math.round(model.elapsedS * 1000) / 1000,
      endReason: model.end?.reason ?? "failed",
      exitCode: model.end?.exitCode ?? 70,
      trouble: model.end?.trouble ?? null,
      users: { ...model.users },
    },
    verdict: judgeRun(model),
    ledger: totalLedger(model.workers.values()),
    plannedCancels: plannedCancelsOf(model.workers.values()),
    metrics: { ...all, ...model.client.metrics() },
    failed,
    series,
    errors: errorRowsOf(model),
    warnings: warningRowsOf(model),
    events: [...model.events].toSorted((a, b) => a.t - b.t),
    slo: [],
    workers,
    timeline: [...model.timeline.rows],
    windows,
    preflight: { posts: model.posts, findings: model.findings },
    healthAfter: model.healthAfter,
    tokenSource: {
      usage: model.tokenSources.usage,
      tokenizer: 0,
      estimated: model.tokenSources.events,
    },
    coalesced: coalescedOf(model),
    records: recordCountsOf(model),
    versions: {
      gadfly: model.open.gadfly,
      node: model.open.node,
      protocol: model.open.protocol,
    },
    plan: {
      ...model.open.plan,
      request: {
        ...model.open.plan.request,
        provider: model.provider,
        // A run that ended before any worker had looked at its target spoke no API.
        endpoint: model.endpoint ?? "unknown",
        model: model.model,
      },
    },
  };
}

/** The same at once. */
export const buildResult = (model: RunModel): ResultDocument => finish(buildResultInParts(model));
