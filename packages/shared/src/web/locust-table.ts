// The paths of Locust's own web side, for scripts that know them. What changes something is POST only.
import { z } from "zod";
import type { Operation, ReplyBody } from "./operation.ts";

/** What Locust's start takes, from a form or as JSON; fields of its classes and shapes are left out. */
export const swarmRequest = z.looseObject({
  user_count: z.coerce.number().int().min(1).max(100_000).optional().describe("Users"),
  spawn_rate: z.coerce.number().positive().max(100_000).optional().describe("Users/s"),
  host: z.string().optional().describe("Base URL of the server under test"),
  run_time: z.string().optional().describe("Time limit, such as 5m; empty: none"),
});
export type SwarmRequest = z.infer<typeof swarmRequest>;

/** What Locust answers to a change. */
export const swarmReply = z.object({
  success: z.boolean().describe("Whether it was done"),
  message: z.string().describe("What was done"),
  host: z.string().optional().describe("The server under test"),
});
export type SwarmReply = z.infer<typeof swarmReply>;

const figure = z.number().nullable();

/** One row of Locust's statistics; milliseconds, bytes are not measured and 0. */
export const locustStatistics = z.object({
  method: z.string(),
  name: z.string(),
  safe_name: z.string(),
  num_requests: z.int(),
  num_failures: z.int(),
  min_response_time: figure,
  max_response_time: figure,
  avg_response_time: figure,
  median_response_time: figure,
  ninetieth_response_time: figure,
  ninety_ninth_response_time: figure,
  "response_time_percentile_0.95": figure,
  "response_time_percentile_0.99": figure,
  current_rps: z.number(),
  current_fail_per_sec: z.number(),
  total_rps: z.number(),
  total_fail_per_sec: z.number(),
  avg_content_length: z.number(),
});
export type LocustStatistics = z.infer<typeof locustStatistics>;

/** Locust's state of the test. */
export const locustReport = z.object({
  state: z.string().describe("ready, spawning, running, stopping or stopped"),
  stats: z.array(locustStatistics).describe("One row per endpoint and host, then Aggregated"),
  errors: z.array(
    z.object({
      method: z.string(),
      name: z.string(),
      error: z.string(),
      occurrences: z.int(),
      first_seen: z.number().describe("Seconds since 1970"),
      last_seen: z.number().describe("Seconds since 1970"),
    }),
  ),
  current_rps: z.number().describe("Of the last ten seconds"),
  current_fail_per_sec: z.number(),
  total_rps: z.number().describe("Since the start"),
  total_fail_per_sec: z.number(),
  total_avg_response_time: figure,
  fail_ratio: z.number(),
  current_response_time_percentiles: z
    .record(z.string(), figure)
    .describe("Since the start, as all response times here"),
  user_count: z.int(),
  worker_count: z.int(),
  workers: z.array(
    z.object({ id: z.string(), state: z.string(), user_count: z.int(), cpu_usage: z.number() }),
  ),
});
export type LocustReport = z.infer<typeof locustReport>;

const taskRatio = z.object({
  ratio: z.number(),
  tasks: z.record(z.string(), z.object({ ratio: z.number() })),
});

/** Locust's shares of tasks. */
export const locustTasks = z.object({
  per_class: z.record(z.string(), taskRatio),
  total: z.record(z.string(), taskRatio),
});
export type LocustTasks = z.infer<typeof locustTasks>;

const json = (schema: z.ZodType): ReplyBody => ({ kind: "json", schema });
const csv = (says: string): ReplyBody => ({ kind: "text", mediaType: "text/csv", says });
const anything = z.record(z.string(), z.unknown()).optional();

/** Locust's operations. */
export const locustOperations = {
  swarm: {
    method: "POST",
    path: "/swarm",
    group: "Locust",
    summary: "Starts a run; while one is under way, changes its users and spawn rate.",
    body: swarmRequest,
    takesForm: true,
    reply: json(swarmReply),
  },
  swarmStop: {
    method: "POST",
    path: "/stop",
    group: "Locust",
    summary: "Stops the run; POST only, as in newer Locust.",
    body: anything,
    takesForm: true,
    reply: json(swarmReply),
  },
  swarmReset: {
    method: "POST",
    path: "/stats/reset",
    group: "Locust",
    summary: "Begins the metrics anew; POST only, as in newer Locust.",
    body: anything,
    takesForm: true,
    reply: json(swarmReply),
  },
  readStats: {
    method: "GET",
    path: "/stats/requests",
    group: "Locust",
    summary: "Statistics, errors, users and workers in Locust's shape.",
    reply: json(locustReport),
  },
  readStatsCsv: {
    method: "GET",
    path: "/stats/requests/csv",
    group: "Locust",
    summary: "Statistics with Locust's columns.",
    reply: csv("Locust's _stats.csv"),
  },
  readFullHistoryCsv: {
    method: "GET",
    path: "/stats/requests_full_history/csv",
    group: "Locust",
    summary: "The rows of every second, where the program writes them: --csv-full-history.",
    reply: csv("Locust's _stats_history.csv"),
  },
  readFailuresCsv: {
    method: "GET",
    path: "/stats/failures/csv",
    group: "Locust",
    summary: "Failures with Locust's columns.",
    reply: csv("Locust's _failures.csv"),
  },
  readStatsReport: {
    method: "GET",
    path: "/stats/report",
    group: "Locust",
    summary: "The HTML report, always as a download; it is gadfly's own.",
    reply: { kind: "text", mediaType: "text/html; charset=utf-8", says: "as /api/report.html" },
  },
  readExceptions: {
    method: "GET",
    path: "/exceptions",
    group: "Locust",
    summary: "Troubles of the generator, such as lost workers: there is no user code.",
    reply: json(
      z.object({
        exceptions: z.array(
          z.object({ count: z.int(), msg: z.string(), traceback: z.string(), nodes: z.string() }),
        ),
      }),
    ),
  },
  readExceptionsCsv: {
    method: "GET",
    path: "/exceptions/csv",
    group: "Locust",
    summary: "The same with Locust's columns.",
    reply: csv("Locust's _exceptions.csv"),
  },
  readTasks: {
    method: "GET",
    path: "/tasks",
    group: "Locust",
    summary: "One kind of user with one task.",
    reply: json(locustTasks),
  },
  readWorkerCount: {
    method: "GET",
    path: "/worker-count",
    group: "Locust",
    summary: "Workers that are there.",
    reply: json(z.object({ worker_count: z.int() })),
  },
  readLogs: {
    method: "GET",
    path: "/logs",
    group: "Locust",
    summary: "The newest lines of the master's log; workers keep theirs.",
    reply: json(z.object({ master: z.array(z.string()), workers: z.object({}) })),
  },
} as const satisfies Record<string, Operation>;
