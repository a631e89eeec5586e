// The master: wires hub, worker port and runs. Holds the plan and the numbers, sends no request.
import type { Logger } from "@gadfly/shared/logging/logger";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import { toSharedMs } from "@gadfly/shared/node/shared-clock";
import { gadflyVersion, protocolVersion } from "@gadfly/shared/protocol/version";
import type { ResponseSample } from "@gadfly/shared/protocol/worker-message";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { startWorkerServer } from "./api/worker-server.ts";
import type { LiveDetails } from "./console/live/live-details.ts";
import type { LiveView } from "./console/live-view.ts";
import type { RunFolder } from "./journal/run-folder.ts";
import type { JournalRecordOf } from "./journal/journal-record.ts";
import { exitCodeOf } from "./run/exit-code.ts";
import { RunBook, type RecordWatcher } from "./run/run-book.ts";
import { RunController } from "./run/run-controller.ts";
import type { RunEnd } from "./run/run-end.ts";
import type { RunTrouble } from "./run/run-trouble.ts";
import type { RecordSink } from "./reports/records/record-line.ts";
import { buildLiveDetails } from "./stats/live-details-builder.ts";
import { buildLiveView, type LiveState } from "./stats/live-view-builder.ts";
import { finish, type InParts } from "./stats/in-parts.ts";
import { buildResult, buildResultInParts } from "./stats/result-builder.ts";
import { heardLoadOf } from "./workers/heard-load.ts";
import type { HubListener, WorkerEntry } from "./workers/worker-entry.ts";
import type { RunModel } from "./stats/run-model.ts";
import { WorkerHub } from "./workers/worker-hub.ts";

/** Settings of a master. */
export interface MasterSettings {
  /** null: every interface. */
  readonly bindHost: string | null;
  /** 0: a free one. */
  readonly bindPort: number;
  /** "" for none; then the master must stay on loopback. */
  readonly token: string;
  readonly leaseMs: number;
  readonly logger: Logger;
}

/** One run to be done. */
export interface RunRequest {
  readonly plan: Plan;
  readonly secrets: Secrets;
  readonly folder: RunFolder;
  readonly expectWorkers: number;
  readonly maxWaitMs: number | null;
  readonly exitCodeOnError: number;
  /** Where request records go, when the plan asks for some. */
  readonly records?: RecordSink | null;
  /** Told of every record once it is part of the run. */
  readonly watchers?: readonly RecordWatcher[];
}

/** What a finished run leaves. */
export interface RunSummary {
  readonly result: ResultDocument;
  readonly trouble: RunTrouble | null;
  /** What the run was doing when it was stopped before its load; then no files are left of it. */
  readonly stoppedWhile: string | null;
  readonly responses: readonly ResponseSample[];
}

/** A run under way. */
export interface ActiveRun {
  readonly done: Promise<RunSummary>;
  /** What its records have told so far; to be read only. */
  readonly model: RunModel;
  /** The live view at this moment. */
  view(): LiveView;
  /** The same with history, workers, verdict, ledger and notices. */
  details(): LiveDetails;
  /** The first call drains, the second does not wait. */
  requestStop(): void;
  /** The result of what was measured so far, as if the run had completed now. */
  result(): ResultDocument;
  /** The same, a short part at a time. */
  resultInParts(): InParts<ResultDocument>;
  /** Users that start in a second. */
  readonly spawnRate: number;
  /** A live change of the load; false: there is none to change. */
  setLoad(change: LoadChange): boolean;
  /** Metrics begin anew; false: nothing is measured now. */
  resetStats(): boolean;
}

/** What a live change may alter. */
export interface LoadChange {
  readonly users?: number | undefined;
  readonly spawnRate?: number | undefined;
}

/** A master that listens for workers. */
export interface RunningMaster {
  readonly port: number;
  /** Every worker that ever joined. */
  readonly workers: readonly WorkerEntry[];
  run(request: RunRequest): ActiveRun;
  /** A worker process that this one started has exited. */
  processExited(pid: number): void;
  /** Says goodbye to the workers and stops listening. */
  close(reason: string): Promise<void>;
}

/** Several heartbeats fit into a lease, so that one that is late ends nothing. */
const heartbeatMsFor = (leaseMs: number): number => Math.min(1_000, leaseMs / 4);
const tickMs = 20;
/** For the goodbye to be on its way before the sockets close. */
const goodbyeMs = 100;

const openRecordOf = (plan: Plan): JournalRecordOf<"open"> => ({
  type: "open",
  journal: 1,
  startedAt: new Date().toISOString(),
  gadfly: gadflyVersion,
  node: process.version,
  protocol: protocolVersion,
  plan,
});

/** Between runs. */
const idleListener = (logger: Logger): HubListener => ({
  joined: ({ name, host }) => logger.info(`${name} (${host}) reported as ready`),
  resumed: () => {},
  message: () => {},
  silent: () => {},
  lost: () => {},
  left: () => {},
});

/** A run that has not ended is reported as failed by its records alone; this one goes on. */
function* resultSoFar(request: RunRequest, book: RunBook): InParts<ResultDocument> {
  const result = yield* buildResultInParts(book.model);
  if (book.model.end !== null) return result;
  const told = { trouble: book.trouble, wasForced: false };
  const exitCode = exitCodeOf(result, told, request.exitCodeOnError);
  return { ...result, run: { ...result.run, endReason: "completed", exitCode } };
}

const describeTrouble = ({ code, message, hint }: RunTrouble) => ({ code, message, hint });

/** What nobody has read yet: an event or a refusing disk is said where it happens. */
const sayTrouble = ({ trouble }: RunEnd, { events }: RunModel, logger: Logger): void => {
  if (trouble === null || events.some(({ text }) => text === trouble.message)) return;
  logger.error(`${trouble.message} ${trouble.hint}`);
};

/** Writes the last record and the result. */
const concludeRun = (request: RunRequest, book: RunBook, end: RunEnd): RunSummary => {
  const trouble = end.trouble ?? book.trouble;
  const { wasForced } = end;
  const judged = buildResult(book.model);
  const exitCode = exitCodeOf(judged, { trouble, wasForced }, request.exitCodeOnError);
  const told = trouble === null ? {} : { trouble: describeTrouble(trouble) };
  book.write({ type: "end", t: end.t, endReason: end.reason, exitCode, ...told });
  const result = buildResult(book.model);
  if (end.stoppedWhile === null) book.close(result);
  else book.discard();
  return {
    result,
    trouble: trouble ?? book.trouble,
    stoppedWhile: end.stoppedWhile,
    responses: book.model.responses.map(({ sample }) => sample),
  };
};

/** Users come and go in these states only. */
const isLoaded = (state: string): boolean => state === "spawning" || state === "running";

const startRun = (
  request: RunRequest,
  hub: WorkerHub,
  listen: (listener: HubListener) => void,
  logger: Logger,
): ActiveRun => {
  const { folder, plan, watchers } = request;
  const book = new RunBook(folder, logger, openRecordOf(plan), watchers);
  let settle: (summary: RunSummary) => void = () => {};
  let fail: (cause: unknown) => void = () => {};
  const done = new Promise<RunSummary>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  const controller = new RunController({
    ...request,
    book,
    logger,
    now: () => performance.now(),
    toSharedMs,
    workers: () => hub.workers,
    finished: (end) => {
      clearInterval(timer);
      try {
        sayTrouble(end, book.model, logger);
        settle(concludeRun(request, book, end));
      } catch (cause) {
        fail(cause);
      }
    },
  });
  listen(controller.members);
  const timer = setInterval(() => controller.tick(), tickMs);
  const liveState = (): LiveState => ({
    elapsedMs: controller.elapsedMs,
    state: controller.state,
    waitingFor: controller.waitingFor,
    targetUsers: controller.load.users,
    workers: controller.activeWorkers,
    heard: isLoaded(controller.state) ? heardLoadOf(hub.workers, plan.runId) : null,
  });
  return {
    done,
    model: book.model,
    view: () => buildLiveView(book.model, liveState()),
    details: () => buildLiveDetails(book.model, liveState()),
    requestStop: () => controller.requestStop(),
    result: () => finish(resultSoFar(request, book)),
    resultInParts: () => resultSoFar(request, book),
    get spawnRate() {
      return controller.load.spawnRate;
    },
    setLoad: ({ users = controller.load.users, spawnRate = controller.load.spawnRate }) =>
      controller.load.set(users, spawnRate),
    resetStats: () => controller.load.reset(),
  };
};

/** Starts listening for workers. */
export const startMaster = async (settings: MasterSettings): Promise<RunningMaster> => {
  const { logger, token, leaseMs } = settings;
  const current = { listener: idleListener(logger) };
  const hub = new WorkerHub(
    { token, leaseMs, heartbeatMs: heartbeatMsFor(leaseMs), logger },
    {
      joined: (worker) => current.listener.joined(worker),
      resumed: (worker, wasLost) => current.listener.resumed(worker, wasLost),
      message: (worker, message) => current.listener.message(worker, message),
      silent: (worker) => current.listener.silent(worker),
      lost: (worker) => current.listener.lost(worker),
      left: (worker, reason) => current.listener.left(worker, reason),
    },
  );
  const server = await startWorkerServer(hub, settings.bindHost, settings.bindPort).catch(
    (cause: unknown) => {
      hub.close();
      throw cause;
    },
  );
  return {
    port: server.port,
    get workers() {
      return hub.workers;
    },
    run: (request) => startRun(request, hub, (listener) => (current.listener = listener), logger),
    processExited: (pid) => hub.processExited(pid),
    close: async (reason) => {
      hub.goodbye(reason);
      await new Promise((resolve) => setTimeout(resolve, goodbyeMs));
      hub.close();
      await server.close();
    },
  };
};
