// What each operation does: asks the desk, and puts what it says into a reply. HTTP is somebody else's.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gadflyVersion } from "@gadfly/shared/protocol/version";
import {
  emptyBody,
  loadChange,
  operations,
  type OperationName,
  startRequest,
} from "@gadfly/shared/web/api-table";
import { openApiDocument } from "@gadfly/shared/web/describe/openapi";
import { swarmRequest, type SwarmReply, type SwarmRequest } from "@gadfly/shared/web/locust-table";
import { describeWebProblem, type WebProblem } from "@gadfly/shared/web/web-problem";
import { resultCsv } from "@gadfly/shared/result/result-csv";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { z } from "zod";
import { exceptionsCsv, failuresCsv, statsCsv } from "../reports/csv/csv-tables.ts";
import { journalFileName } from "../journal/run-folder.ts";
import type { Answer, RunDesk } from "./desk/run-desk.ts";
import {
  locustExceptionsOf,
  locustReportOf,
  locustTasksOf,
  workerCountOf,
} from "./locust/locust-report.ts";
import { toExposition } from "./prometheus/exposition.ts";
import { resultFamilies, statusFamilies } from "./prometheus/run-families.ts";
import { reportOf } from "./report-reply.ts";

/** What an operation comes to. */
export type Reply =
  | { readonly kind: "json"; readonly body: unknown }
  | { readonly kind: "text"; readonly body: string; readonly fileName?: string }
  | { readonly kind: "file"; readonly path: string; readonly fileName: string }
  | { readonly kind: "problems"; readonly problems: readonly WebProblem[] };

/** Does one operation with the body of its request. */
export type Operate = (body: unknown) => Reply | Promise<Reply>;

const json = (body: unknown): Reply => ({ kind: "json", body });

const problem = (...args: Parameters<typeof describeWebProblem>): Reply => ({
  kind: "problems",
  problems: [describeWebProblem(...args)],
});

const toReply = <T>(answer: Answer<T>): Reply =>
  answer.ok ? json(answer.value) : { kind: "problems", problems: answer.error };

const describeIssue = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  path.length === 0 ? `The body: ${message}.` : `'${path.map(String).join(".")}': ${message}.`;

/** Checks the body by its schema, once, at the edge. */
const withBody =
  <Schema extends z.ZodType>(schema: Schema, act: (body: z.infer<Schema>) => Reply): Operate =>
  (body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return act(parsed.data);
    const problems = parsed.error.issues.map((issue) =>
      describeWebProblem("WEB_BODY", describeIssue(issue)),
    );
    return { kind: "problems", problems };
  };

const withResult =
  (desk: RunDesk, act: (result: ResultDocument) => Reply): Operate =>
  () => {
    const { result } = desk;
    return result === null ? problem("NO_RESULT") : act(result);
  };

const csv = (body: string, fileName: string): Reply => ({ kind: "text", body, fileName });

/** Files of several runs lie side by side in a folder of downloads. */
const fileNameOf = ({ status }: RunDesk, name: string): string =>
  `${status.runId ?? "run"}_${name}`;

/** A file that may have been removed meanwhile. */
const file = (path: string | null, fileName: string, absent: "NO_JOURNAL" | "NO_HISTORY"): Reply =>
  path !== null && existsSync(path) ? { kind: "file", path, fileName } : problem(absent);

const readFullHistory = (desk: RunDesk): Reply =>
  file(desk.historyFile, fileNameOf(desk, "stats_history.csv"), "NO_HISTORY");

const readJournal = ({ folder, status }: RunDesk): Reply => {
  const path = folder?.path ?? null;
  const journal = path === null ? null : join(path, journalFileName);
  return file(journal, `${status.runId ?? "run"}.gadfly`, "NO_JOURNAL");
};

const readReport = async (desk: RunDesk, pageFolder: string | null): Promise<Reply> => {
  const report = await reportOf(desk, pageFolder);
  return typeof report === "string" ? problem(report) : report;
};

const prometheusOf = (desk: RunDesk): string => {
  const { result, status } = desk;
  return toExposition([
    ...statusFamilies(status),
    ...(result === null ? [] : resultFamilies(result)),
  ]);
};

const swarmed = <T>(answer: Answer<T>, message: string): Reply => {
  if (!answer.ok) return { kind: "problems", problems: answer.error };
  return json({ success: true, message } satisfies SwarmReply);
};

/** Locust's start: of a run under way it changes the load. */
const swarm = (desk: RunDesk, request: SwarmRequest): Reply => {
  const { user_count: users, spawn_rate: spawnRate, host, run_time: runTime } = request;
  if (desk.status.canStart) {
    const given = {
      ...(users === undefined ? {} : { users }),
      ...(spawnRate === undefined ? {} : { "spawn-rate": spawnRate }),
      ...(host === undefined || host === "" ? {} : { host }),
      ...(runTime === undefined ? {} : { "run-time": runTime === "" ? null : runTime }),
    };
    return swarmed(desk.start(given), "Swarming started");
  }
  return swarmed(desk.changeLoad({ users, spawnRate }), "Users and spawn rate changed");
};

const runOperations = (desk: RunDesk) =>
  ({
    readStatus: () => json(desk.status),
    readForm: () => json(desk.form),
    checkStart: withBody(startRequest, (body) => json(desk.check(body))),
    startRun: withBody(startRequest, (body) => toReply(desk.start(body))),
    changeLoad: withBody(loadChange, (body) => toReply(desk.changeLoad(body))),
    stopRun: withBody(emptyBody, () => toReply(desk.stop())),
    resetStats: withBody(emptyBody, () => toReply(desk.reset())),
    clearRun: withBody(emptyBody, () => toReply(desk.clear())),
  }) satisfies Partial<Record<OperationName, Operate>>;

const resultOperations = (desk: RunDesk, pageFolder: string | null) =>
  ({
    readResult: withResult(desk, json),
    readResultCsv: withResult(desk, (result) => ({
      kind: "text",
      body: resultCsv(result),
      fileName: `${result.run.id}.csv`,
    })),
    readReport: () => readReport(desk, pageFolder),
    readJournal: () => readJournal(desk),
    readLog: () => json({ lines: desk.log.lines }),
    readOpenApi: () => json(openApiDocument(gadflyVersion)),
    readHealth: () => json({ status: "ok" }),
    readPrometheus: () => ({ kind: "text", body: prometheusOf(desk) }),
  }) satisfies Partial<Record<OperationName, Operate>>;

const locustOperations = (desk: RunDesk, pageFolder: string | null) =>
  ({
    swarm: withBody(swarmRequest, (body) => swarm(desk, body)),
    swarmStop: withBody(operations.swarmStop.body, () => swarmed(desk.stop(), "Test stopped")),
    swarmReset: withBody(operations.swarmReset.body, () => swarmed(desk.reset(), "Stats reset")),
    readStats: () => json(locustReportOf(desk)),
    readStatsCsv: () => csv(statsCsv(desk.model), fileNameOf(desk, "stats.csv")),
    readFullHistoryCsv: () => readFullHistory(desk),
    readFailuresCsv: () => csv(failuresCsv(desk.model), fileNameOf(desk, "failures.csv")),
    readStatsReport: () => readReport(desk, pageFolder),
    readExceptions: () => json(locustExceptionsOf(desk)),
    readExceptionsCsv: () => csv(exceptionsCsv(desk.model), fileNameOf(desk, "exceptions.csv")),
    readTasks: () => json(locustTasksOf(desk)),
    readWorkerCount: () => json({ worker_count: workerCountOf(desk) }),
    readLogs: () => json({ master: desk.log.lines, workers: {} }),
  }) satisfies Partial<Record<OperationName, Operate>>;

/** Every operation of the table. */
export const operateOn = (
  desk: RunDesk,
  pageFolder: string | null,
): Readonly<Record<OperationName, Operate>> => ({
  ...runOperations(desk),
  ...resultOperations(desk, pageFolder),
  ...locustOperations(desk, pageFolder),
});
