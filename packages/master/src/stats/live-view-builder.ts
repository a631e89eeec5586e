// The live view from the folded records: totals since the start, rates over the last seconds.
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import type { LatencyQuantiles, LiveRow, LiveView } from "../console/live-view.ts";
import { isFailed, isNotFailed } from "./metric-tables.ts";
import type { RunModel } from "./run-model.ts";
import type { SeriesFilter } from "./series-store.ts";

/** What the records do not tell: where the run stands right now. */
export interface LiveState {
  readonly elapsedMs: number;
  readonly state: string;
  readonly targetUsers: number;
  readonly workers: number;
}

/** Locust's current figures are means of about ten seconds as well. */
const recentRows = 10;

const endpointPaths: Readonly<Record<string, string>> = {
  "openai-chat": "POST /v1/chat/completions",
  "openai-completions": "POST /v1/completions",
};

const quantilesOf = (histogram: Histogram): LatencyQuantiles | null => {
  if (histogram.isEmpty()) return null;
  const at = (q: number) => histogram.quantile(q) / 1000;
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) };
};

interface RecentRates {
  readonly rps: number;
  readonly failuresPerS: number;
  readonly outputTps: number;
}

const recentRates = (model: RunModel): RecentRates => {
  const rows = model.timeline.rows.slice(-recentRows);
  const mean = (of: (row: (typeof rows)[number]) => number) =>
    rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  return {
    rps: mean((row) => row.rps),
    failuresPerS: mean((row) => row.failuresPerS),
    outputTps: mean((row) => row.outputTps),
  };
};

const toRow = (model: RunModel, name: string, filter: SeriesFilter): LiveRow => {
  const { store } = model.all;
  const good: SeriesFilter = (info) => filter(info) && isNotFailed(info);
  const recent = recentRates(model);
  return {
    name,
    requests: store.sumOf("ttlb", filter).count,
    failures: store.sumOf("ttlb", (info) => filter(info) && isFailed(info)).count,
    rps: recent.rps,
    failuresPerS: recent.failuresPerS,
    outputTps: recent.outputTps,
    ttftMs: quantilesOf(store.sumOf("ttft", good)),
    tpotMs: quantilesOf(store.sumOf("tpot", good)),
    e2eMs: quantilesOf(store.sumOf("e2e", good)),
  };
};

const rowsByEndpoint = (model: RunModel): LiveRow[] => {
  const { endpoint } = model.open.plan.request;
  const name = endpointPaths[endpoint] ?? endpoint;
  return [toRow(model, name, (info) => info.labels["endpoint"] === endpoint)];
};

/** The view at this moment. */
export const buildLiveView = (model: RunModel, live: LiveState): LiveView => {
  const last = model.timeline.rows.at(-1);
  const { runTimeMs, runTimeFrom } = model.open.plan;
  const rampMs = runTimeFrom === "ramp" ? (model.steadyFromS ?? 0) * 1000 : 0;
  return {
    elapsedMs: live.elapsedMs,
    totalMs: runTimeMs === null ? null : runTimeMs + rampMs,
    state: live.state,
    users: last?.users ?? 0,
    targetUsers: live.targetUsers,
    inFlight: last?.inFlight ?? 0,
    workers: live.workers,
    rows: rowsByEndpoint(model),
    total: toRow(model, "Aggregated", () => true),
  };
};
