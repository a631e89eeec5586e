// What Locust's own paths answer, from the result so far and the live view.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import {
  type HistogramStatistics,
  isHistogramStatistics,
} from "@gadfly/shared/result/result-statistics";
import type { LocustReport, LocustStatistics } from "@gadfly/shared/web/locust-table";
import type { LiveRow, LiveView } from "../../console/live-view.ts";
import type { RunDesk } from "../desk/run-desk.ts";

/** Locust's response time: from the first byte sent to the end of the body. */
export const responseTimesOf = (result: ResultDocument): HistogramStatistics | null => {
  const row = result.metrics["ttlb"];
  return isHistogramStatistics(row) ? row : null;
};

/** Locust knows no states of preparing and finalizing. */
const states: Readonly<Record<string, string>> = {
  idle: "ready",
  preparing: "spawning",
  finalizing: "stopping",
};

const nameOf = (row: LiveRow): { method: string; name: string } => {
  const [method = "", name = ""] = row.name.startsWith("POST ") ? ["POST", row.name.slice(5)] : [];
  return method === "" ? { method: "", name: row.name } : { method, name };
};

const noTimes = {
  min_response_time: null,
  max_response_time: null,
  avg_response_time: null,
  median_response_time: null,
  ninetieth_response_time: null,
  ninety_ninth_response_time: null,
};

const timesOf = (times: HistogramStatistics | null): typeof noTimes | LocustTimes =>
  times === null
    ? noTimes
    : {
        min_response_time: times.min,
        max_response_time: times.max,
        avg_response_time: times.mean,
        median_response_time: times.p50,
        ninetieth_response_time: times.p90,
        ninety_ninth_response_time: times.p99,
      };

type LocustTimes = Pick<LocustStatistics, keyof typeof noTimes>;

const toStatistics = (row: LiveRow, times: HistogramStatistics | null): LocustStatistics => {
  const { method, name } = nameOf(row);
  return {
    method,
    name,
    safe_name: name,
    num_requests: row.requests,
    num_failures: row.failures,
    ...timesOf(times),
    current_rps: row.rps,
    current_fail_per_sec: row.failuresPerS,
    avg_content_length: 0,
  };
};

/** With several servers only the total has times: those of one are in /api/result under `series`. */
const rowsOf = (view: LiveView, times: HistogramStatistics | null): LocustStatistics[] => [
  ...view.rows.map((row) => toStatistics(row, view.rows.length === 1 ? times : null)),
  toStatistics(view.total, times),
];

const totalsOf = (total: LiveRow | undefined) => ({
  total_rps: total?.rps ?? 0,
  total_fail_per_sec: total?.failuresPerS ?? 0,
  fail_ratio: total === undefined || total.requests === 0 ? 0 : total.failures / total.requests,
});

const errorsOf = (result: ResultDocument | null, first: LiveRow | undefined) =>
  (result?.errors ?? []).map(({ message, count }) => ({
    ...(first === undefined ? { method: "", name: "" } : nameOf(first)),
    error: message,
    occurrences: count,
  }));

const workersOf = (result: ResultDocument | null) =>
  (result?.workers ?? []).map(({ name, state, users, cpu }) => ({
    id: name,
    state,
    user_count: users,
    cpu_usage: Math.round((cpu ?? 0) * 100),
  }));

/** The answer of /stats/requests. */
export const locustReportOf = (desk: RunDesk): LocustReport => {
  const { view, result, status } = desk;
  const times = result === null ? null : responseTimesOf(result);
  return {
    state: states[status.state] ?? status.state,
    stats: view === null ? [] : rowsOf(view, times),
    errors: errorsOf(result, view?.rows[0]),
    ...totalsOf(view?.total),
    total_avg_response_time: times?.mean ?? null,
    current_response_time_percentiles: {
      "response_time_percentile_0.5": times?.p50 ?? null,
      "response_time_percentile_0.95": times?.p95 ?? null,
    },
    user_count: status.users,
    workers: workersOf(result),
  };
};
