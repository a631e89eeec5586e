// The live view from the folded records: totals since the start, rates over the last seconds.
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import { endpointTable } from "@gadfly/shared/providers/endpoint-table";
import type { LatencyQuantiles, LiveRow, LiveView } from "../console/live-view.ts";
import { hostsOf, isFailed, isNotFailed, tokensOf } from "./metric-tables.ts";
import type { RunModel } from "./run-model.ts";
import type { SeriesFilter } from "./series-store.ts";

/** What the records do not tell: where the run stands right now. */
export interface LiveState {
  readonly elapsedMs: number;
  readonly state: string;
  readonly waitingFor: string | null;
  readonly targetUsers: number;
  readonly workers: number;
  /** What workers say of themselves, newer than their last figures; absent or null: nothing. */
  readonly heard?: { readonly users: number; readonly inFlight: number } | null;
}

/** Locust's current figures are means of about ten seconds as well. */
const recentRows = 10;

const quantilesOf = (histogram: Histogram): LatencyQuantiles | null => {
  if (histogram.isEmpty()) return null;
  const at = (q: number) => histogram.quantile(q) / 1000;
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) };
};

const everything: SeriesFilter = () => true;

const hasTokens = ({ all }: RunModel, filter: SeriesFilter): boolean =>
  tokensOf(all.store, "output_tps", filter) !== null;

type Rates = Pick<LiveRow, "rps" | "failuresPerS" | "outputTps">;

const recentRates = (model: RunModel): Rates => {
  const rows = model.timeline.rows.slice(-recentRows);
  const mean = (of: (row: (typeof rows)[number]) => number) =>
    rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  return {
    rps: mean((row) => row.rps),
    failuresPerS: mean((row) => row.failuresPerS),
    outputTps: hasTokens(model, everything) ? mean((row) => row.outputTps) : null,
  };
};

interface RowNames {
  readonly name: string;
  readonly shortName: string;
}

const toRow = (model: RunModel, names: RowNames, filter: SeriesFilter): LiveRow => {
  const { store } = model.all;
  const good: SeriesFilter = (info) => filter(info) && isNotFailed(info);
  const requests = store.sumOf("ttlb", filter).count;
  const failures = store.sumOf("ttlb", (info) => filter(info) && isFailed(info)).count;
  // Seconds are not kept by host: the rates of one are those since the start.
  const perSecond = (count: number) => (model.measuredS > 0 ? count / model.measuredS : 0);
  const rates: Rates =
    filter === everything
      ? recentRates(model)
      : {
          rps: perSecond(requests),
          failuresPerS: perSecond(failures),
          outputTps: hasTokens(model, filter)
            ? perSecond(store.counterOf("output_tps", filter))
            : null,
        };
  return {
    ...names,
    requests,
    failures,
    ...rates,
    ttftMs: quantilesOf(store.sumOf("ttft", good)),
    tpotMs: quantilesOf(store.sumOf("tpot", good)),
    e2eMs: quantilesOf(store.sumOf("e2e", good)),
  };
};

const endpointNameOf = (model: RunModel): string => {
  const row = endpointTable.find(({ name }) => name === model.endpoint);
  return row === undefined ? (model.endpoint ?? "requests") : `POST ${row.path}`;
};

/** One row; with several targets one for each that has answered. */
const rowsByHost = (model: RunModel): LiveRow[] => {
  const name = endpointNameOf(model);
  const shortName = model.endpoint ?? "";
  if (model.open.plan.targets.length === 1) return [toRow(model, { name, shortName }, everything)];
  return hostsOf(model.all.store).map((host) => {
    const names = { name: `${host} ${name}`, shortName: host };
    return toRow(model, names, ({ labels }) => labels["host"] === host);
  });
};

/** The view at this moment. */
export const buildLiveView = (model: RunModel, live: LiveState): LiveView => {
  const last = live.heard ?? model.timeline.rows.at(-1);
  const { runTimeMs, runTimeFrom } = model.open.plan;
  const rampMs = runTimeFrom === "ramp" ? (model.firstRampedS ?? 0) * 1000 : 0;
  return {
    elapsedMs: live.elapsedMs,
    totalMs: runTimeMs === null ? null : runTimeMs + rampMs,
    state: live.state,
    waitingFor: live.waitingFor,
    users: last?.users ?? 0,
    targetUsers: live.targetUsers,
    inFlight: last?.inFlight ?? 0,
    workers: live.workers,
    rows: rowsByHost(model),
    total: toRow(model, { name: "Aggregated", shortName: "" }, everything),
  };
};
