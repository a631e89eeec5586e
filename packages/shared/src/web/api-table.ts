// Every path of the master's web side: routes are registered, the OpenAPI document and the docs page
// written, and the bodies checked from these rows.
import { z } from "zod";
import { startForm } from "../options/describe/start-form.ts";
import { resultDocument } from "../result/result-schema.ts";
import { locustOperations } from "./locust-table.ts";
import type { Operation, ReplyBody } from "./operation.ts";
import { runStatus } from "./run-status.ts";
import { webProblem } from "./web-problem.ts";

/** Options by name, as in a config file; null takes back what the program was started with. */
export const startRequest = z
  .record(z.string(), z.unknown())
  .describe("Options by their long flag, as in a config file; GET /api/form describes them");

/** A start that was accepted. */
export const startReply = z.object({
  runId: z.string().describe("The run that begins"),
  commandLine: z.string().describe("The command line that does the same; secrets are hidden"),
  notes: z.array(z.string()).describe("What was read in another way than it was written"),
});
export type StartReply = z.infer<typeof startReply>;

/** What is said of a draft. One with mistakes is a question as good as any, and is answered with 200. */
export const checkReply = z.object({
  commandLine: z
    .string()
    .nullable()
    .describe("The command line that does the same, secrets hidden; null when there are problems"),
  notes: startReply.shape.notes,
  problems: z.array(webProblem).describe("Everything that is wrong with it; empty: it may start"),
});
export type CheckReply = z.infer<typeof checkReply>;

/** A live change of the load. */
export const loadChange = z
  .strictObject({
    users: z.int().min(1).max(100_000).optional().describe("Users from now on"),
    spawnRate: z.number().positive().max(100_000).optional().describe("Users/s from now on"),
  })
  .refine(({ users, spawnRate }) => users !== undefined || spawnRate !== undefined, {
    message: "give users, spawnRate or both",
  });
export type LoadChange = z.infer<typeof loadChange>;

/** Nothing is expected in the body. */
export const emptyBody = z.strictObject({}).optional();

/** The newest lines of the master's log. */
export const logReply = z.object({ lines: z.array(z.string()).describe("Oldest first") });

/** How the service is. */
export const healthReply = z.object({ status: z.literal("ok") });

const json = (schema: z.ZodType): ReplyBody => ({ kind: "json", schema });
const text = (mediaType: string, says: string): ReplyBody => ({ kind: "text", mediaType, says });

const ownOperations = {
  readStatus: {
    method: "GET",
    path: "/api/status",
    group: "Run",
    summary: "Where the run stands, and which workers are there.",
    reply: json(runStatus),
  },
  readForm: {
    method: "GET",
    path: "/api/form",
    group: "Run",
    summary:
      "The options of a run with their schemas, and the values this program was started with.",
    reply: json(startForm),
  },
  checkStart: {
    method: "POST",
    path: "/api/run/check",
    group: "Run",
    summary:
      "Checks a start without starting: gives the equivalent command line, or what is wrong with it.",
    body: startRequest,
    reply: json(checkReply),
  },
  startRun: {
    method: "POST",
    path: "/api/run/start",
    group: "Run",
    summary: "Starts a run. It waits for as many workers as --expect-workers says.",
    body: startRequest,
    reply: json(startReply),
  },
  changeLoad: {
    method: "POST",
    path: "/api/run/load",
    group: "Run",
    summary: "Changes users, spawn rate or both while a run is under way.",
    body: loadChange,
    reply: json(runStatus),
  },
  stopRun: {
    method: "POST",
    path: "/api/run/stop",
    group: "Run",
    summary: "Stops the run in order; a second call cancels the requests that still run.",
    body: emptyBody,
    reply: json(runStatus),
  },
  resetStats: {
    method: "POST",
    path: "/api/run/reset",
    group: "Run",
    summary: "Begins the metrics anew. The ledger still counts every request.",
    body: emptyBody,
    reply: json(runStatus),
  },
  clearRun: {
    method: "POST",
    path: "/api/run/clear",
    group: "Run",
    summary: "Forgets a run that is over, for a new one. Its folder stays.",
    body: emptyBody,
    reply: json(runStatus),
  },
  readResult: {
    method: "GET",
    path: "/api/result",
    group: "Results",
    summary:
      "The result document; while the run is under way, that of what was measured so far, as if it had completed now.",
    reply: json(resultDocument),
  },
  readResultCsv: {
    method: "GET",
    path: "/api/result.csv",
    group: "Results",
    summary: "The metrics of the result as a table, one row a metric.",
    reply: text("text/csv", "metric, unit, value, count, min, mean, stddev, percentiles, max"),
  },
  readReport: {
    method: "GET",
    path: "/api/report.html",
    group: "Results",
    summary: "The HTML report of the run under way, as it is now, or of the one that ended.",
    reply: text("text/html; charset=utf-8", "one file that opens without a network"),
  },
  readJournal: {
    method: "GET",
    path: "/api/journal",
    group: "Results",
    summary: "The journal as it is on the disk now; gadfly report reads it.",
    reply: text("application/octet-stream", "a gadfly journal"),
  },
  readLog: {
    method: "GET",
    path: "/api/log",
    group: "Service",
    summary: "The newest lines of the master's log, at most 500.",
    reply: json(logReply),
  },
  readOpenApi: {
    method: "GET",
    path: "/api/openapi.json",
    group: "Service",
    summary: "This description as an OpenAPI 3.1 document.",
    reply: json(z.record(z.string(), z.unknown())),
  },
  readHealth: {
    method: "GET",
    path: "/health",
    group: "Service",
    summary: "Whether the master answers.",
    isOpen: true,
    reply: json(healthReply),
  },
  readPrometheus: {
    method: "GET",
    path: "/metrics",
    group: "Service",
    summary: "The run for Prometheus.",
    reply: text("text/plain; version=0.0.4; charset=utf-8", "Prometheus text format 0.0.4"),
  },
} as const satisfies Record<string, Operation>;

/** Every operation by its name. */
export const operations = { ...ownOperations, ...locustOperations } as const satisfies Record<
  string,
  Operation
>;

/** The name of an operation. */
export type OperationName = keyof typeof operations;

/** The rows, for code that walks over them. */
export const operationRows = (): [OperationName, Operation][] =>
  Object.entries(operations).flatMap(([name, row]): [OperationName, Operation][] =>
    isOperationName(name) ? [[name, row]] : [],
  );

const isOperationName = (name: string): name is OperationName => Object.hasOwn(operations, name);
