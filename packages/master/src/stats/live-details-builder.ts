// The live view with all that a terminal has room for: history, workers, verdict, ledger, notices.
import type { LiveDetails, LiveWorker } from "../console/live/live-details.ts";
import { plannedCancelsOf, totalLedger } from "./ledger.ts";
import { buildLiveView, type LiveState } from "./live-view-builder.ts";
import { errorRowsOf, warningRowsOf } from "./result-builder.ts";
import type { RunModel } from "./run-model.ts";
import { judgeRun } from "./verdict.ts";
import type { WorkerAccount } from "./worker-account.ts";

/** What is kept of the timeline and of the events. */
const historyS = 300;
const mostEvents = 20;
/** A worker is late by one interval as a rule, and by two when the network is slow. */
const silentIntervals = 4;

const stateOf = (worker: WorkerAccount, newestInterval: number): string => {
  if (worker.isFinal) return "finished";
  if (worker.lost !== null && !worker.hasReturned) return "lost";
  return newestInterval - worker.lastInterval >= silentIntervals ? "silent" : "running";
};

const toLiveWorker = (model: RunModel, worker: WorkerAccount, newest: number): LiveWorker => {
  const state = stateOf(worker, newest);
  const isRunning = state === "running";
  return {
    name: worker.name,
    state,
    users: worker.users,
    // What a silent worker did last is not what it does now.
    rps: isRunning ? worker.recent.rps(model.open.plan.intervalMs) : 0,
    cpu: isRunning ? worker.recent.cpu : null,
    loopDelayP99Ms: isRunning ? worker.recent.loopDelayP99Ms : null,
  };
};

/** The details at this moment. */
export const buildLiveDetails = (model: RunModel, live: LiveState): LiveDetails => {
  const { rows } = model.timeline;
  const fromS = (rows.at(-1)?.t ?? 0) - historyS;
  const workers = [...model.workers.values()];
  return {
    ...buildLiveView(model, live),
    targets: model.open.plan.targets,
    model: model.model,
    history: rows.filter(({ t }) => t > fromS),
    workerRows: workers.map((worker) => toLiveWorker(model, worker, rows.length - 1)),
    verdict: judgeRun(model),
    ledger: totalLedger(workers),
    plannedCancels: plannedCancelsOf(workers),
    errors: errorRowsOf(model),
    warnings: warningRowsOf(model),
    events: model.events.slice(-mostEvents),
  };
};
