// The shell around the run table: asks it first, then acts. Time is told to it, files are a book,
// workers are members. Who drives it calls tick() often.
import type { RunEvent, RunState } from "@gadfly/shared/lifecycle/run-machine";
import type { Logger } from "@gadfly/shared/logging/logger";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import type { EndReason } from "@gadfly/shared/result/result-schema";
import type { HubListener, WorkerEntry } from "../workers/worker-entry.ts";
import { FailWatch } from "./fail-ratio.ts";
import { HealthCheck } from "./health-check.ts";
import { LoadControl } from "./load-control.ts";
import { Membership } from "./membership.ts";
import { Participants } from "./participants.ts";
import type { RecordSink } from "../reports/records/record-line.ts";
import type { RunBook } from "./run-book.ts";
import { RunClock } from "./run-clock.ts";
import type { RunEnd } from "./run-end.ts";
import { RunJournalist } from "./run-journalist.ts";
import { RunPreparation } from "./run-preparation.ts";
import { RunPosition } from "./run-position.ts";
import type { RunTrouble } from "./run-trouble.ts";
import { ShareDesk } from "./share-desk.ts";
import { SnapshotDesk } from "./snapshot-desk.ts";
import { startLeadMs } from "./start-lead.ts";
import { workersLost } from "./start-troubles.ts";

/** What a controller is given. */
export interface RunDeps {
  readonly plan: Plan;
  readonly secrets: Secrets;
  readonly book: RunBook;
  readonly logger: Logger;
  /** Where request records go. */
  readonly records?: RecordSink | null;
  readonly expectWorkers: number;
  /** null: for ever. */
  readonly maxWaitMs: number | null;
  now(): number;
  /** A moment of now() on the clock that peers share. */
  toSharedMs(processMs: number): number;
  /** Every worker that the master knows. */
  workers(): readonly WorkerEntry[];
  /** The run is over and its records are complete. */
  finished(end: RunEnd): void;
}

/** Beyond the stop timeout, for the last snapshots. */
const drainGraceMs = 10_000;
/** After a second stop, for the numbers of what was cancelled. */
const hurryMs = 1_500;
/** An interval waits this long for stragglers before it is closed and later amended. */
const intervalGraceMs = 2_500;

/** One run, from waiting for workers to the last record. */
export class RunController {
  /** What the hub's news are for. */
  readonly members: HubListener;
  /** What may be changed while the run is under way. */
  readonly load: LoadControl;
  readonly #deps: RunDeps;
  readonly #position: RunPosition;
  readonly #clock = new RunClock();
  readonly #participants = new Participants();
  readonly #membership: Membership;
  readonly #preparation: RunPreparation;
  readonly #shares: ShareDesk;
  readonly #snapshots: SnapshotDesk;
  readonly #journalist: RunJournalist;
  readonly #failWatch: FailWatch;
  readonly #health = new HealthCheck();
  #reason: EndReason = "completed";
  #trouble: RunTrouble | null = null;
  /** End of the run time or of the drain; null: none. */
  #deadlineMs: number | null = null;
  #isForced = false;
  #isDrained = false;
  #isFinished = false;

  constructor(deps: RunDeps) {
    const { plan } = deps;
    const participants = this.#participants;
    this.#deps = deps;
    this.#position = new RunPosition(deps.logger);
    this.#failWatch = new FailWatch(plan);
    this.#shares = new ShareDesk({
      plan,
      active: () => this.#active(),
      // Planned before time zero, a ramp begins at time zero.
      elapsedMs: () => this.elapsedMs,
    });
    this.#journalist = new RunJournalist({ ...deps, elapsedS: () => this.#elapsedS() });
    this.#snapshots = new SnapshotDesk({
      ...deps,
      clockOf: (id) => participants.byId(id)?.worker.heartbeat?.clock ?? null,
      acknowledge: ({ worker, sequences }) =>
        participants.byId(worker)?.worker.link?.send({
          type: "acknowledge",
          runId: plan.runId,
          sequences: [...sequences],
        }),
    });
    this.#preparation = new RunPreparation({
      ...deps,
      participants,
      startedWaitingAtMs: deps.now(),
    });
    this.#membership = new Membership({
      ...deps,
      participants,
      preparation: this.#preparation,
      shares: this.#shares,
      snapshots: this.#snapshots,
      journalist: this.#journalist,
      health: this.#health,
      stage: () => this.#position.stage,
      startedAtMs: () => deps.toSharedMs(this.#clock.startedAtMs ?? 0),
      nowInterval: () => Math.floor(this.elapsedMs / plan.intervalMs),
      changed: () => this.#membersChanged(),
      unfit: (trouble) => {
        this.#fail(trouble);
        if (this.#position.step("prepareFailed")) this.#finish();
      },
    });
    this.members = this.#membership;
    this.load = new LoadControl({
      plan,
      shares: this.#shares,
      journalist: this.#journalist,
      isLoading: () => this.#position.stage === "loading",
      changed: () => this.#position.step("loadChanged"),
    });
  }

  /** Where the run stands. */
  get state(): RunState {
    return this.#position.state;
  }

  /** What keeps the run from its load, or from its end; null while it measures. */
  get waitingFor(): string | null {
    const { stage } = this.#position;
    if (stage === "preparing") return this.#preparation.describe(this.#deps.now());
    const isAsking = stage === "stopping" && this.#isDrained;
    return isAsking ? this.#health.describe(this.#deps.plan.targets) : null;
  }

  /** Milliseconds since time zero. */
  get elapsedMs(): number {
    return Math.max(0, this.#clock.elapsedMs(this.#deps.now()));
  }

  /** Workers that run a share. */
  get activeWorkers(): number {
    return this.#active().length;
  }

  /** Stops in order; a second call cancels what still drains, a third does not even wait for that. */
  requestStop(): void {
    if (this.#position.state === "stopping" && this.#isDrained) {
      this.#health.end();
      return;
    }
    if (this.#position.state === "stopping" && !this.#isForced) {
      this.#hurry();
      return;
    }
    if (this.#position.state !== "ready") {
      this.#end("stopRequested", "stoppedByUser");
      return;
    }
    this.#reason = "stoppedByUser";
    this.#finish();
  }

  /** Time has passed. */
  tick(): void {
    if (this.#isFinished) return;
    const nowMs = this.#deps.now();
    switch (this.#position.stage) {
      case "waiting":
        this.#tickReady(nowMs);
        return;
      case "preparing":
        this.#tickPreparing(nowMs);
        return;
      case "loading":
        this.#tickLoad(nowMs);
        return;
      case "stopping":
        this.#tickStopping(nowMs);
        return;
      case "over":
    }
  }

  /** Somebody joined, got ready, reported the last of it, or is gone. */
  #membersChanged(): void {
    const stage = this.#position.stage;
    if (stage === "waiting" || stage === "preparing") this.tick();
    if (this.#active().length > 0) return;
    if (stage === "stopping") this.#drained();
    const mayComeYet = this.#participants.in("preparing", "prepared").length > 0;
    if (stage !== "loading" || mayComeYet) return;
    const gone = this.#participants.in("gone", "finished").map(({ worker }) => worker.name);
    this.#fail(workersLost(gone));
    this.#end("workersLost", "workersLost");
  }

  #tickReady(nowMs: number): void {
    const step = this.#preparation.awaitWorkers(this.#deps.workers(), nowMs);
    if (step.kind === "giveUp") {
      this.#fail(step.trouble);
      this.#finish();
    } else if (step.kind === "go" && this.#position.step("startRequested"))
      for (const worker of step.workers) this.#membership.prepare(worker);
  }

  #tickPreparing(nowMs: number): void {
    const step = this.#preparation.awaitReady(nowMs);
    if (step.kind === "go" && this.#position.step("workersPrepared")) this.#start(step.workers);
    if (step.kind !== "giveUp") return;
    this.#fail(step.trouble);
    if (this.#position.step("prepareTimedOut")) this.#finish();
  }

  #start(workers: readonly WorkerEntry[]): void {
    const { plan } = this.#deps;
    const leadMs = startLeadMs(workers.map(({ heartbeat }) => heartbeat?.clock ?? null));
    const startedAtMs = this.#deps.now() + leadMs;
    this.#clock.start(startedAtMs);
    this.#journalist.looksAtAll(workers);
    this.#journalist.starts(leadMs);
    for (const participant of this.#participants.in("prepared")) participant.phase = "active";
    for (const worker of workers) this.#membership.sendStart(worker);
    this.#shares.rebalance(plan.load.users);
    if (plan.runTimeMs !== null && plan.runTimeFrom === "start")
      this.#deadlineMs = startedAtMs + plan.runTimeMs;
  }

  #tickLoad(nowMs: number): void {
    this.#shares.relistFreeUsers();
    const isRampOver = this.#clock.elapsedMs(nowMs) >= this.#shares.rampEndsAtMs;
    if (this.#position.state === "spawning" && isRampOver) this.#rampCompleted(nowMs);
    this.#closeIntervals(nowMs);
    const failure = this.#failWatch.look(this.#deps.book.model.timeline.rows);
    if (failure !== null) {
      this.#journalist.event("failRatioBroken", failure.message);
      this.#fail(failure);
      this.#end("failed", "failed");
    } else if (this.#isPast(nowMs)) {
      this.#deps.logger.info("--run-time limit reached, shutting down");
      this.#end("timeElapsed", "timeElapsed");
    } else if (this.#shares.isQuotaDone) this.#end("completed", "completed");
  }

  #rampCompleted(nowMs: number): void {
    const { plan, book } = this.#deps;
    const isFirst = book.model.firstRampedS === null;
    if (!this.#position.step("rampCompleted")) return;
    this.#journalist.rampCompleted(this.#shares.users);
    if (isFirst && plan.runTimeFrom === "ramp" && plan.runTimeMs !== null)
      this.#deadlineMs = nowMs + plan.runTimeMs;
  }

  #end(event: RunEvent, reason: EndReason): void {
    const before = this.#position.state;
    if (!this.#position.step(event)) return;
    if (before !== "stopping") this.#reason = reason;
    if (before === "preparing") this.#membership.callBack();
    if (this.#position.state === "finalizing") {
      this.#declareLost();
      this.#finish();
      return;
    }
    this.#journalist.stops(this.#shares.users);
    this.#deadlineMs = this.#deps.now() + this.#deps.plan.stopTimeoutMs + drainGraceMs;
    const active = this.#active();
    this.#health.choose(active);
    for (const worker of active) this.#membership.sendStop(worker, this.#deps.plan.stopTimeoutMs);
    this.#membersChanged();
  }

  /** What still runs is cancelled now; its numbers are worth a moment. */
  #hurry(): void {
    this.#isForced = true;
    this.#deadlineMs = this.#deps.now() + hurryMs;
    for (const worker of this.#active()) this.#membership.sendStop(worker, 0);
  }

  #tickStopping(nowMs: number): void {
    this.#closeIntervals(nowMs);
    if (this.#active().length === 0) this.#drained();
    if (this.#isFinished || !this.#isPast(nowMs) || !this.#position.step("drainTimedOut")) return;
    this.#declareLost();
    this.#finish();
  }

  /** Every number is there; the target's own word may be on its way. */
  #drained(): void {
    this.#sayDrained();
    if (!this.#isForced && this.#health.isAwaited(this.#deps.now())) return;
    if (this.#position.step("allDrained")) this.#finish();
  }

  #sayDrained(): void {
    if (this.#isDrained || this.#clock.startedAtMs === null) return;
    this.#isDrained = true;
    this.#journalist.phase("drained", 0);
  }

  /** Whoever has not reported by now will not be waited for. */
  #declareLost(): void {
    for (const worker of this.#active())
      this.#membership.lose(worker, `${worker.name} did not report its last numbers in time`);
  }

  #finish(): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    const t = this.#elapsedS();
    this.#sayDrained();
    this.#snapshots.close(t);
    this.#position.step("summaryWritten");
    const reason = this.#reason;
    const isEarly = reason === "stoppedByUser" && this.#clock.startedAtMs === null;
    const stoppedWhile = isEarly ? this.#preparation.phase : null;
    const wasForced = this.#isForced;
    this.#deps.finished({ reason, t, trouble: this.#trouble, stoppedWhile, wasForced });
  }

  #fail(trouble: RunTrouble): void {
    this.#trouble ??= trouble;
    if (this.#reason === "completed") this.#reason = "failed";
  }

  #closeIntervals(nowMs: number): void {
    const graceMs = this.#clock.elapsedMs(nowMs) - intervalGraceMs;
    const graceIndex = Math.floor(graceMs / this.#deps.plan.intervalMs) - 1;
    const active = this.#active().map(({ id }) => id);
    this.#snapshots.closeIntervals(active, graceIndex);
  }

  #active(): WorkerEntry[] {
    return this.#participants.in("active").map(({ worker }) => worker);
  }

  #elapsedS(): number {
    return Math.max(0, this.#clock.elapsedS(this.#deps.now()));
  }

  #isPast(nowMs: number): boolean {
    return this.#deadlineMs !== null && nowMs >= this.#deadlineMs;
  }
}
