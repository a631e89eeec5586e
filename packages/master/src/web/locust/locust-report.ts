// What Locust's own paths answer, from the folded records; the rows are those of the CSV files.
import type { LocustReport, LocustStatistics, LocustTasks } from "@gadfly/shared/web/locust-table";
import { type CsvRow, csvRowsOf, requestNameOf } from "../../reports/csv/csv-rows.ts";
import { exceptionRowsOf, failureRowsOf, hasHosts, sumsOf } from "../../reports/csv/csv-tables.ts";
import { buildWorkerRows } from "../../stats/result-builder.ts";
import type { RunModel } from "../../stats/run-model.ts";
import type { RunDesk } from "../desk/run-desk.ts";

/** Locust knows no states of preparing and finalizing. */
const states: Readonly<Record<string, string>> = {
  idle: "ready",
  preparing: "spawning",
  finalizing: "stopping",
};

interface Rates {
  readonly rps: number;
  readonly failuresPerS: number;
}

const noRates: Rates = { rps: 0, failuresPerS: 0 };

const ratesOf = ({ count, failures }: CsvRow, { measuredS }: RunModel): Rates =>
  measuredS > 0 ? { rps: count / measuredS, failuresPerS: failures / measuredS } : noRates;

const toStatistics = (row: CsvRow, whole: Rates, current: Rates): LocustStatistics => {
  const { min, max, mean, percentiles } = row.statistics;
  const [p50 = null, , , , p90 = null, p95 = null, , p99 = null] = percentiles;
  return {
    method: row.type,
    name: row.name,
    safe_name: row.name,
    num_requests: row.count,
    num_failures: row.failures,
    min_response_time: min,
    max_response_time: max,
    avg_response_time: mean,
    median_response_time: p50,
    ninetieth_response_time: p90,
    ninety_ninth_response_time: p99,
    "response_time_percentile_0.95": p95,
    "response_time_percentile_0.99": p99,
    current_rps: current.rps,
    current_fail_per_sec: current.failuresPerS,
    total_rps: whole.rps,
    total_fail_per_sec: whole.failuresPerS,
    avg_content_length: 0,
  };
};

/** Seconds are not kept by host: of several servers the current rates are those since the start. */
const statisticsOf = (model: RunModel, current: Rates): LocustStatistics[] => {
  const rows = csvRowsOf(sumsOf(model), hasHosts(model)).filter(({ type }) => type !== "METRIC");
  // One kind of request and its aggregate.
  const isOneRow = rows.length <= 2;
  return rows.map((row, at) => {
    const whole = ratesOf(row, model);
    return toStatistics(row, whole, isOneRow || at === rows.length - 1 ? current : whole);
  });
};

const secondsOf = (moment: Date): number => moment.getTime() / 1000;

const errorsOf = (model: RunModel): LocustReport["errors"] =>
  failureRowsOf(model).map(({ firstSeen, lastSeen, ...row }) => ({
    ...row,
    first_seen: secondsOf(firstSeen),
    last_seen: secondsOf(lastSeen),
  }));

const workersOf = (model: RunModel): LocustReport["workers"] =>
  buildWorkerRows(model).map(({ name, state, users, cpu }) => ({
    id: name,
    state,
    user_count: users,
    cpu_usage: Math.round((cpu ?? 0) * 100),
  }));

/** Workers that may be given a share. */
export const workerCountOf = ({ workers }: RunDesk): number =>
  workers.filter(({ liveness }) => liveness === "alive").length;

const noTotals = {
  current_rps: 0,
  current_fail_per_sec: 0,
  total_rps: 0,
  total_fail_per_sec: 0,
  total_avg_response_time: null,
  fail_ratio: 0,
  current_response_time_percentiles: {
    "response_time_percentile_0.5": null,
    "response_time_percentile_0.95": null,
  },
};

const totalsOf = (total: LocustStatistics) => ({
  current_rps: total.current_rps,
  current_fail_per_sec: total.current_fail_per_sec,
  total_rps: total.total_rps,
  total_fail_per_sec: total.total_fail_per_sec,
  total_avg_response_time: total.avg_response_time,
  fail_ratio: total.num_requests === 0 ? 0 : total.num_failures / total.num_requests,
  current_response_time_percentiles: {
    "response_time_percentile_0.5": total.median_response_time,
    "response_time_percentile_0.95": total["response_time_percentile_0.95"],
  },
});

/** The answer of /stats/requests. */
export const locustReportOf = (desk: RunDesk): LocustReport => {
  const { view, model, status } = desk;
  const stats = model === null ? [] : statisticsOf(model, view?.total ?? noRates);
  const total = stats.at(-1);
  return {
    state: states[status.state] ?? status.state,
    stats,
    errors: model === null ? [] : errorsOf(model),
    ...(total === undefined ? noTotals : totalsOf(total)),
    user_count: status.users,
    worker_count: workerCountOf(desk),
    workers: model === null ? [] : workersOf(model),
  };
};

/** The answer of /exceptions: troubles of the generator, for there is no user code. */
export const locustExceptionsOf = ({ model }: RunDesk) => ({
  exceptions: (model === null ? [] : exceptionRowsOf(model)).map(({ text, count, nodes }) => ({
    count,
    msg: text,
    traceback: "",
    nodes: nodes.join(", "),
  })),
});

/** The answer of /tasks: one kind of user with one task. */
export const locustTasksOf = ({ model }: RunDesk): LocustTasks => {
  if (model === null) return { per_class: {}, total: {} };
  const { type, name } = requestNameOf(model.endpoint);
  const users = { User: { ratio: 1, tasks: { [`${type} ${name}`]: { ratio: 1 } } } };
  return { per_class: users, total: users };
};
