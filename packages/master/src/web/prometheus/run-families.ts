// The run as metrics of Prometheus. Times are seconds there; names follow the registry of metrics.
import { metricRegistry } from "@gadfly/shared/metrics/metric-registry";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import {
  type HistogramStatistics,
  isHistogramStatistics,
} from "@gadfly/shared/result/result-statistics";
import { type RunStatus, webState } from "@gadfly/shared/web/run-status";
import type { Family, Sample } from "./exposition.ts";

const quantiles = {
  "0.5": "p50",
  "0.9": "p90",
  "0.95": "p95",
  "0.99": "p99",
  "0.999": "p99_9",
} as const;

const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name: `gadfly_${name}`,
  help,
  type: "gauge",
  samples,
});

const single = (value: number | null): Sample[] => (value === null ? [] : [{ value }]);

/** One sample per word, 1 for the one that holds. */
const oneOf = (label: string, words: readonly string[], now: string): Sample[] =>
  words.map((word) => ({ labels: { [label]: word }, value: word === now ? 1 : 0 }));

/** What there is to say without a run. */
export const statusFamilies = (status: RunStatus): Family[] => [
  gauge("info", "Version of the master.", [{ labels: { version: status.gadfly }, value: 1 }]),
  gauge("run_state", "Where the run stands.", oneOf("state", webState.options, status.state)),
  gauge(
    "run_elapsed_seconds",
    "Time since the start of the load.",
    single(status.elapsedMs / 1000),
  ),
  gauge("users", "Users that run.", single(status.users)),
  gauge("users_target", "Users asked for.", single(status.targetUsers)),
  gauge("spawn_rate", "Users that start in a second.", single(status.spawnRate)),
  gauge("in_flight", "Requests that wait for their answer.", single(status.inFlight)),
  gauge(
    "workers",
    "Workers that the master knows, by what it believes of them.",
    ["alive", "silent", "lost", "left"].map((liveness) => ({
      labels: { liveness },
      value: status.members.filter((member) => member.liveness === liveness).length,
    })),
  ),
];

const outcomes = ["succeeded", "failed", "cancelled", "lost"] as const;

const ledgerFamilies = ({ ledger }: ResultDocument): Family[] => [
  {
    name: "gadfly_requests_total",
    help: "Requests that ended, by how.",
    type: "counter",
    samples: outcomes.map((outcome) => ({ labels: { outcome }, value: ledger[outcome] })),
  },
  {
    name: "gadfly_requests_started_total",
    help: "Requests that left the scheduler.",
    type: "counter",
    samples: single(ledger.started),
  },
  {
    name: "gadfly_requests_dropped_total",
    help: "Arrivals that were dropped.",
    type: "counter",
    samples: single(ledger.dropped),
  },
];

/** Names of Prometheus end in the base unit. */
const unitNames: Readonly<Record<string, { suffix: string; factor: number }>> = {
  ms: { suffix: "_seconds", factor: 0.001 },
  tokens: { suffix: "", factor: 1 },
  "tokens/s": { suffix: "_tokens_per_second", factor: 1 },
  "requests/s": { suffix: "_requests_per_second", factor: 1 },
  "items/s": { suffix: "_items_per_second", factor: 1 },
  ratio: { suffix: "_ratio", factor: 1 },
};

const toSummary = (row: HistogramStatistics, factor: number): Sample[] => [
  ...Object.entries(quantiles).map(([quantile, key]) => ({
    labels: { quantile },
    value: (row[key] ?? Number.NaN) * factor,
  })),
  { suffix: "_sum", value: (row.mean ?? Number.NaN) * row.count * factor },
  { suffix: "_count", value: row.count },
];

/** What the unit says already is left out: `output_tps` is `gadfly_output_tokens_per_second`. */
const familyName = (name: string, suffix: string): string => {
  const bare = name.replace(/_?(?:tps|rps|item_rate|rate)$/, "");
  return `gadfly${bare === "" ? "" : `_${bare}`}${suffix}`;
};

const metricFamilies = ({ metrics }: ResultDocument): Family[] =>
  metricRegistry.flatMap((row): Family[] => {
    const given = metrics[row.name];
    if (given === undefined) return [];
    const { suffix, factor } = unitNames[given.unit] ?? { suffix: "", factor: 1 };
    const name = familyName(row.name, suffix);
    const help = `${row.title}; docs/metrics.md has the formula.`;
    if (isHistogramStatistics(given))
      return [{ name, help, type: "summary", samples: toSummary(given, factor) }];
    return [
      {
        name,
        help,
        type: "gauge",
        samples: single(given.value === null ? null : given.value * factor),
      },
    ];
  });

const healthFamilies = ({ workers, verdict, errors }: ResultDocument): Family[] => [
  gauge(
    "verdict",
    "Whether the generator itself measures well.",
    oneOf("status", ["VALID", "SUSPECT", "INVALID"], verdict.status),
  ),
  gauge(
    "worker_cpu_ratio",
    "Mean share of one core that a worker uses.",
    workers.flatMap(({ name, cpu }) =>
      cpu === null ? [] : [{ labels: { worker: name }, value: cpu }],
    ),
  ),
  gauge(
    "worker_loop_delay_p99_seconds",
    "How late a worker's own timer fires, 99th percentile.",
    workers.flatMap(({ name, loopDelayP99Ms }) =>
      loopDelayP99Ms === null ? [] : [{ labels: { worker: name }, value: loopDelayP99Ms / 1000 }],
    ),
  ),
  {
    name: "gadfly_failures_total",
    help: "Failed requests by kind.",
    type: "counter",
    samples: [...new Set(errors.map(({ kind }) => kind))].map((kind) => ({
      labels: { kind },
      value: errors.filter((row) => row.kind === kind).reduce((sum, { count }) => sum + count, 0),
    })),
  },
];

const runInfo = ({ run, plan }: ResultDocument): Family =>
  gauge("run_info", "What runs, and against which API.", [
    {
      labels: {
        run_id: run.id,
        provider: plan.request.provider ?? "",
        endpoint: plan.request.endpoint,
        model: plan.request.model ?? "",
      },
      value: 1,
    },
  ]);

/** What a run adds. */
export const resultFamilies = (result: ResultDocument): Family[] => [
  runInfo(result),
  ...ledgerFamilies(result),
  ...healthFamilies(result),
  ...metricFamilies(result),
];
