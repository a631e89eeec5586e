// The shell around the run table: asks it first, then acts. Knows workers only by messages, time only
// by being told, files only as a book. Who drives it calls tick() often.
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { formatDuration } from "@gadfly/shared/units/duration";
import { runMachine, type RunEvent, type RunState } from "@gadfly/shared/lifecycle/run-machine";
import type { Logger } from "@gadfly/shared/logging/logger";
import { packValue } from "@gadfly/shared/protocol/codec";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import type { WorkerMessage, WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import type { EndReason } from "../journal/journal-record.ts";
import type { HubListener, WorkerEntry } from "../workers/worker-entry.ts";
import { AssignmentPlanner } from "./assignment-planner.ts";
import { Participants, type Participant } from "./participants.ts";
import { QuotaDesk } from "./quota-desk.ts";
import type { RunBook } from "./run-book.ts";
import { RunClock } from "./run-clock.ts";
import { SnapshotDesk } from "./snapshot-desk.ts";
import { remoteTrouble, type RunTrouble } from "./run-trouble.ts";

/** What a controller is given. */
export interface RunDeps {
  readonly plan: Plan;
  readonly secrets: Secrets;
  readonly book: RunBook;
  readonly logger: Logger;
  readonly expectWorkers: number;
  /** null: for ever. */
  readonly maxWaitMs: number | null;
  now(): number;
  /** Every worker that the master knows. */
  workers(): readonly WorkerEntry[];
  /** The run is over and its records are complete. */
  finished(end: RunEnd): void;
}

/** How a run ended. */
export interface RunEnd {
  readonly reason: EndReason;
  /** Seconds after the start. */
  readonly t: number;
  /** Why it never began or broke, with its own exit code. */
  readonly trouble: RunTrouble | null;
  /** The second stop came before everything had drained. */
  readonly wasForced: boolean;
}

/** Between the decision to start and time zero: long enough for the message to reach everybody. */
const startLeadMs = 150;
const prepareTimeoutMs = 60_000;
/** Beyond the stop timeout, for the last snapshots. */
const drainGraceMs = 10_000;
/** An interval waits this long for stragglers before it is closed and later amended. */
const intervalGraceMs = 2_500;
/** Users that were let go are listed anew in batches. */
const relistPeriodMs = 100;

/** One run, from waiting for workers to the last record. */
export class RunController implements HubListener {
  readonly #deps: RunDeps;
  readonly #clock = new RunClock();
  readonly #participants = new Participants();
  readonly #planner: AssignmentPlanner;
  readonly #quota: QuotaDesk | null;
  readonly #desk: SnapshotDesk;
  readonly #waitingSinceMs: number;
  #state: RunState = "ready";
  #reason: EndReason = "completed";
  #trouble: RunTrouble | null = null;
  #isFinished = false;
  #deadlineMs: number | null;
  #listedAtMs = 0;
  #isForced = false;
  #isWaitSaid = false;

  constructor(deps: RunDeps) {
    const { plan } = deps;
    this.#deps = deps;
    this.#planner = new AssignmentPlanner(plan.load.spawnRate);
    const { maxRequests } = plan.load;
    this.#quota = maxRequests === null ? null : new QuotaDesk(plan.runId, maxRequests);
    this.#desk = new SnapshotDesk({
      book: deps.book,
      logger: deps.logger,
      clockOf: (id) => this.#findWorker(id)?.heartbeat?.clock ?? null,
      acknowledge: ({ worker, sequences }) => {
        const message = { type: "acknowledge" as const, runId: plan.runId, sequences: [...sequences] };
        this.#findWorker(worker)?.link?.send(message);
      },
    });
    this.#waitingSinceMs = deps.now();
    this.#deadlineMs = deps.maxWaitMs === null ? null : this.#waitingSinceMs + deps.maxWaitMs;
  }

  /** Where the run stands. */
  get state(): RunState {
    return this.#state;
  }

  /** Users asked for, which live changes may alter. */
  get targetUsers(): number {
    return this.#planner.users === 0 ? this.#deps.plan.load.users : this.#planner.users;
  }

  /** Milliseconds since time zero. */
  get elapsedMs(): number {
    return Math.max(0, this.#clock.elapsedMs(this.#deps.now()));
  }

  /** Workers that run a share. */
  get activeWorkers(): number {
    return this.#participants.in("active").length;
  }

  /** Stops in order; a second call does not wait for what still drains. */
  requestStop(): void {
    if (this.#state === "stopping") this.#isForced = true;
    if (this.#state === "ready") {
      this.#reason = "stoppedByUser";
      this.#finish();
    } else this.#end("stopRequested", "stoppedByUser");
  }

  /** A live change of the number of users; they come and go at the spawn rate. */
  setUsers(users: number): void {
    if (this.#state !== "spawning" && this.#state !== "running") return;
    const before = this.#planner.users;
    if (users === before || users < 1) return;
    this.#step("loadChanged");
    this.#rebalance(users);
    this.#event("loadChanged", `Users changed from ${before} to ${users}`);
  }

  /** Time has passed. */
  tick(): void {
    if (this.#isFinished) return;
    const nowMs = this.#deps.now();
    switch (this.#state) {
      case "ready":
        this.#tickReady(nowMs);
        return;
      case "preparing":
        if (this.#isPast(nowMs)) this.#prepareTimedOut();
        return;
      case "spawning":
      case "running":
        this.#tickLoad(nowMs);
        return;
      case "stopping":
        this.#closeIntervals(nowMs);
        if (this.#isPast(nowMs)) this.#drainTimedOut();
        return;
      case "finalizing":
      case "stopped":
    }
  }

  joined(worker: WorkerEntry): void {
    this.#deps.logger.info(`${worker.name} (${worker.host}) reported as ready`);
    if (this.#state === "ready") this.#tickReady(this.#deps.now());
    else if (this.#state === "preparing" || this.#isLoading()) this.#prepare(worker);
  }

  resumed(worker: WorkerEntry, wasLost: boolean): void {
    const participant = this.#participants.find(worker);
    this.#deps.logger.info(`${worker.name} is back`);
    if (participant === null) {
      this.joined(worker);
      return;
    }
    if (wasLost) this.#takeBack(participant);
    if (participant.phase === "preparing") this.#sendPlan(worker);
    if (participant.phase === "active") this.#sendShare(participant);
    if (this.#state === "stopping") this.#sendStop(worker);
  }

  message(worker: WorkerEntry, message: WorkerMessage): void {
    const participant = this.#participants.find(worker);
    if (participant === null || !("runId" in message)) return;
    if (message.runId !== this.#deps.plan.runId) {
      this.#refuseStale(worker, message);
      return;
    }
    this.#forRun(participant, message);
  }

  silent(worker: WorkerEntry): void {
    if (this.#participants.find(worker)?.phase !== "active") return;
    this.#event("workerSilent", `${worker.name} is silent`, worker);
  }

  lost(worker: WorkerEntry): void {
    this.#lose(worker, `${worker.name} is lost: its lease is over or its process ended`);
  }

  left(worker: WorkerEntry, reason: string): void {
    const participant = this.#participants.find(worker);
    if (participant?.phase === "finished") {
      this.#event("workerLeft", `${worker.name} left: ${reason}`, worker);
      return;
    }
    this.#lose(worker, `${worker.name} left before its numbers were complete: ${reason}`);
  }

  #forRun(
    participant: Participant,
    message: Extract<WorkerMessage, { runId: string | null }>,
  ): void {
    const { worker } = participant;
    switch (message.type) {
      case "heartbeat":
        this.#quota?.report(worker, message.started, message.idle);
        return;
      case "prepared":
        this.#prepared(participant, message);
        return;
      case "prepareFailed":
        this.#prepareFailed(participant, message);
        return;
      case "usersGone":
        this.#planner.usersGone(worker.id, message.users);
        return;
      case "quotaRequest":
        this.#grantMore(worker, message.started);
        return;
      case "series":
        this.#desk.announce(worker.id, message);
        return;
      case "snapshot":
        this.#takeSnapshot(participant, message);
        return;
      case "response":
        this.#deps.book.write({ type: "response", sample: message.sample });
        return;
      case "jobFailed":
        this.#lose(worker, `${worker.name} failed: ${message.text}`);
    }
  }

  #tickReady(nowMs: number): void {
    const alive = this.#alive();
    const { expectWorkers, logger } = this.#deps;
    if (alive.length >= expectWorkers) {
      if (!this.#step("startRequested")) return;
      this.#deadlineMs = nowMs + prepareTimeoutMs;
      for (const worker of alive) this.#prepare(worker);
      return;
    }
    if (!this.#isWaitSaid && nowMs - this.#waitingSinceMs > 5_000) {
      this.#isWaitSaid = true;
      logger.info(`Waiting for workers to be ready, ${alive.length} of ${expectWorkers} connected`);
    }
    if (this.#isPast(nowMs)) this.#giveUpWaiting(alive);
  }

  #giveUpWaiting(alive: readonly WorkerEntry[]): void {
    const { expectWorkers, maxWaitMs } = this.#deps;
    this.#fail(
      new GadflyError("GF_WORKERS_MISSING", {
        joined: alive.length,
        expected: expectWorkers,
        waited: formatDuration(maxWaitMs ?? 0),
        names: alive.map(({ name }) => name).join(", ") || "none came",
      }),
    );
    this.#finish();
  }

  #prepare(worker: WorkerEntry): void {
    this.#participants.add(worker);
    const { id, name, host } = worker;
    this.#deps.book.write({ type: "worker", id, name, host });
    this.#sendPlan(worker);
  }

  #sendPlan(worker: WorkerEntry): void {
    const { plan, secrets, expectWorkers } = this.#deps;
    const { link } = worker;
    if (link === null) return;
    const sealedSecrets = link.seal(packValue(secrets));
    const shareUsers = Math.ceil(plan.load.users / Math.max(1, expectWorkers));
    link.send({ type: "prepare", plan, sealedSecrets, shareUsers });
  }

  #prepared(participant: Participant, message: WorkerMessageOf<"prepared">): void {
    if (participant.phase !== "preparing") return;
    participant.phase = "prepared";
    const { model, findings, posts } = message;
    const worker = participant.worker.id;
    this.#deps.book.write({ type: "preflight", worker, model, findings, posts });
    for (const { text } of findings) this.#deps.logger.info(`Preflight: ${text}`);
    if (this.#isLoading()) this.#joinRun(participant);
    else this.#startIfReady();
  }

  #prepareFailed(participant: Participant, message: WorkerMessageOf<"prepareFailed">): void {
    participant.phase = "gone";
    if (this.#isLoading()) {
      this.#event("workerUnfit", `${participant.worker.name} cannot take part: ${message.text}`);
      return;
    }
    this.#fail(remoteTrouble(message.code, message.text, message.hint));
    if (this.#step("prepareFailed")) this.#finish();
  }

  #prepareTimedOut(): void {
    const unready = this.#participants.in("preparing").map(({ worker }) => worker.name);
    this.#fail(
      new GadflyError("GF_WORKERS_MISSING", {
        joined: this.#participants.in("prepared").length,
        expected: this.#participants.size,
        waited: formatDuration(prepareTimeoutMs),
        names: `${unready.join(", ")} did not get ready`,
      }),
    );
    if (this.#step("prepareTimedOut")) this.#finish();
  }

  #startIfReady(): void {
    if (this.#state !== "preparing" || this.#participants.in("preparing").length > 0) return;
    if (!this.#step("workersPrepared")) return;
    const { plan, book, logger } = this.#deps;
    const { users, spawnRate } = plan.load;
    this.#clock.start(this.#deps.now() + startLeadMs);
    book.write({ type: "start", startedAt: new Date(Date.now() + startLeadMs).toISOString() });
    book.write({ type: "phase", t: 0, phase: "spawning", users });
    logger.info(`Ramping to ${users} users at a rate of ${spawnRate} per second`);
    for (const participant of this.#participants.in("prepared")) this.#activate(participant);
    this.#rebalance(users);
    this.#deadlineMs =
      plan.runTimeMs !== null && plan.runTimeFrom === "start" ? this.#atRunMs(plan.runTimeMs) : null;
    logger.info(
      plan.runTimeMs === null
        ? "No run time limit set, use CTRL+C to interrupt"
        : `Run time limit set to ${plan.runTimeMs / 1000} seconds`,
    );
  }

  #activate(participant: Participant): void {
    participant.phase = "active";
    const { link } = participant.worker;
    const { runId } = this.#deps.plan;
    link?.send({ type: "start", runId, atMasterMs: this.#clock.startedAtMs ?? 0 });
    if (this.#quota === null) return;
    const workers = Math.max(1, this.#participants.in("prepared", "active").length);
    link?.send(this.#quota.grant(participant.worker, workers));
  }

  /** A worker came in mid-run: it gets its share by the rules of a join. */
  #joinRun(participant: Participant): void {
    this.#activate(participant);
    this.#rebalance(this.#planner.users);
    this.#event("workerJoined", `${participant.worker.name} joined`, participant.worker);
  }

  #rebalance(users: number): void {
    const active = this.#participants.in("active");
    this.#planner.rebalance(
      active.map(({ worker }) => worker.id),
      users,
      this.#clock.elapsedMs(this.#deps.now()),
    );
    this.#sendShares();
  }

  #sendShares(): void {
    this.#listedAtMs = this.#deps.now();
    for (const { worker } of this.#participants.in("active")) {
      const share = this.#planner.shareOf(worker.id);
      worker.link?.send({ type: "assignment", runId: this.#deps.plan.runId, ...share });
    }
  }

  /** Everything that a worker with a new link needs to go on. */
  #sendShare(participant: Participant): void {
    const { worker } = participant;
    const { runId } = this.#deps.plan;
    const share = this.#planner.shareOf(worker.id);
    if (this.#quota !== null) worker.link?.send(this.#quota.current(worker));
    worker.link?.send({ type: "assignment", runId, ...share });
  }

  #grantMore(worker: WorkerEntry, started: number): void {
    this.#quota?.report(worker, started, false);
    const active = this.#participants.in("active").length;
    const quota = this.#quota?.grant(worker, active);
    if (quota !== undefined) worker.link?.send(quota);
  }

  #tickLoad(nowMs: number): void {
    const t = this.#clock.elapsedMs(nowMs);
    if (this.#planner.hasFreeUsers && nowMs - this.#listedAtMs >= relistPeriodMs) {
      this.#planner.listFreeUsers(t);
      this.#sendShares();
    }
    if (this.#state === "spawning" && t >= this.#planner.rampEndsAtMs) this.#rampCompleted(nowMs);
    this.#closeIntervals(nowMs);
    if (this.#isPast(nowMs)) {
      this.#deps.logger.info("--run-time limit reached, shutting down");
      this.#end("timeElapsed", "timeElapsed");
    } else if (this.#quota?.isDone(this.#activeEntries()) === true)
      this.#end("completed", "completed");
  }

  #rampCompleted(nowMs: number): void {
    if (!this.#step("rampCompleted")) return;
    const { plan, book, logger } = this.#deps;
    const t = this.#clock.elapsedS(nowMs);
    const isFirst = book.model.steadyFromS === null;
    book.write({ type: "phase", t, phase: "running", users: this.#planner.users });
    logger.info(`All users spawned: ${this.#planner.users} users`);
    if (!isFirst) return;
    if (plan.resetStats) book.write({ type: "reset", t });
    if (plan.runTimeFrom === "ramp" && plan.runTimeMs !== null)
      this.#deadlineMs = nowMs + plan.runTimeMs;
  }

  #takeSnapshot(participant: Participant, message: WorkerMessageOf<"snapshot">): void {
    const { plan, logger } = this.#deps;
    const { worker } = participant;
    const nowInterval = Math.floor(this.elapsedMs / plan.intervalMs);
    const trouble = this.#desk.take(worker.id, message, nowInterval);
    if (trouble !== null) {
      logger.warn(`Closed the link of ${worker.name}: ${trouble}`);
      worker.link?.close(4400, trouble);
      return;
    }
    if (!message.final) return;
    const wasActive = participant.phase === "active";
    participant.phase = "finished";
    if (this.#isLoading() && wasActive) this.#finishedEarly(worker, message.ledger.started);
    this.#finishIfDrained();
  }

  /** A worker was asked to leave by its own machine and has reported all it did. */
  #finishedEarly(worker: WorkerEntry, started: number): void {
    this.#quota?.giveBack(worker, started);
    this.#passOn();
  }

  #lose(worker: WorkerEntry, text: string): void {
    const participant = this.#participants.find(worker);
    if (participant === null || participant.phase === "gone" || participant.phase === "finished")
      return;
    const wasActive = participant.phase === "active";
    participant.phase = "gone";
    this.#deps.logger.warn(text);
    if (wasActive) this.#writeLoss(worker, text);
    if (this.#isLoading() && wasActive) this.#passOn();
    if (this.#state === "preparing" && this.#participants.in("preparing", "prepared").length === 0) {
      this.#fail(new GadflyError("GF_WORKERS_LOST", { names: worker.name }));
      if (this.#step("workersLost")) this.#finish();
    } else if (this.#state === "preparing") this.#startIfReady();
    this.#finishIfDrained();
  }

  #writeLoss(worker: WorkerEntry, text: string): void {
    const { book, plan } = this.#deps;
    const t = this.#clock.elapsedS(this.#deps.now());
    const account = book.model.workers.get(worker.id);
    const blindFromS = Math.min(t, ((account?.lastInterval ?? -1) + 1) * (plan.intervalMs / 1000));
    const lost = account?.ledger.inFlight ?? 0;
    book.write({ type: "lost", worker: worker.id, t, lost, blindFromS });
    const writtenOff = this.#quota?.lose(worker) ?? 0;
    const quota = writtenOff > 0 ? `; ${writtenOff} requests of its quota are not sent again` : "";
    this.#event("workerLost", `${text}${quota}`, worker);
  }

  /** Others take over; when nobody is left the run is over. */
  #passOn(): void {
    if (this.#participants.in("active").length > 0) this.#rebalance(this.#planner.users);
    else if (this.#participants.in("preparing", "prepared").length === 0) {
      const names = this.#participants.in("gone", "finished").map(({ worker }) => worker.name);
      this.#fail(new GadflyError("GF_WORKERS_LOST", { names: names.join(", ") }));
      this.#end("workersLost", "workersLost");
    }
  }

  /** It was lost and is back with what it had measured: it takes part again. */
  #takeBack(participant: Participant): void {
    if (participant.phase !== "gone") return;
    const t = this.#clock.elapsedS(this.#deps.now());
    this.#deps.book.write({ type: "returned", worker: participant.worker.id, t });
    participant.phase = "active";
    this.#event("workerReturned", `${participant.worker.name} is back`, participant.worker);
    if (this.#isLoading()) this.#rebalance(this.#planner.users);
  }

  #end(event: RunEvent, reason: EndReason): void {
    const before = this.#state;
    if (!this.#step(event)) return;
    if (before !== "stopping") this.#reason = reason;
    if (this.#state === "finalizing") {
      this.#declareLost();
      this.#finish();
      return;
    }
    const t = this.#clock.elapsedS(this.#deps.now());
    this.#deps.book.write({ type: "phase", t, phase: "stopping", users: this.#planner.users });
    this.#deadlineMs = this.#deps.now() + this.#deps.plan.stopTimeoutMs + drainGraceMs;
    for (const { worker } of this.#participants.in("active")) this.#sendStop(worker);
    this.#finishIfDrained();
  }

  #sendStop(worker: WorkerEntry): void {
    const { runId, stopTimeoutMs } = this.#deps.plan;
    worker.link?.send({ type: "stop", runId, stopTimeoutMs });
  }

  #finishIfDrained(): void {
    if (this.#state !== "stopping" || this.#participants.in("active").length > 0) return;
    if (this.#step("allDrained")) this.#finish();
  }

  #drainTimedOut(): void {
    if (!this.#step("drainTimedOut")) return;
    this.#declareLost();
    this.#finish();
  }

  /** Whoever has not reported by now will not be waited for. */
  #declareLost(): void {
    for (const { worker } of this.#participants.in("active"))
      this.#lose(worker, `${worker.name} did not report its last numbers in time`);
  }

  #finish(): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    const t = Math.max(0, this.#clock.elapsedS(this.#deps.now()));
    if (this.#clock.startedAtMs !== null)
      this.#deps.book.write({ type: "phase", t, phase: "drained", users: 0 });
    this.#desk.close(t);
    this.#deps.finished({
      reason: this.#reason,
      t,
      trouble: this.#trouble,
      wasForced: this.#isForced,
    });
    this.#step("summaryWritten");
  }

  #fail(trouble: RunTrouble): void {
    this.#trouble ??= trouble;
    if (this.#reason === "completed") this.#reason = "failed";
  }

  #refuseStale(worker: WorkerEntry, message: WorkerMessage): void {
    if (message.type !== "snapshot") return;
    this.#deps.book.write({ type: "refused", worker: worker.id, count: 1 });
  }

  #closeIntervals(nowMs: number): void {
    const { intervalMs } = this.#deps.plan;
    const passedMs = this.#clock.elapsedMs(nowMs) - intervalGraceMs;
    const workers = this.#participants.in("active").map(({ worker }) => worker.id);
    const graceIndex = Math.floor(passedMs / intervalMs) - 1;
    this.#desk.closeIntervals(workers.length > 0 ? workers : ["nobody"], graceIndex);
  }

  #event(kind: string, text: string, worker?: WorkerEntry): void {
    const t = this.#clock.elapsedS(this.#deps.now());
    this.#deps.book.event(t, kind, text, worker?.id);
  }

  #isLoading(): boolean {
    return this.#state === "spawning" || this.#state === "running";
  }

  #isPast(nowMs: number): boolean {
    return this.#deadlineMs !== null && nowMs >= this.#deadlineMs;
  }

  #atRunMs(ms: number): number {
    return (this.#clock.startedAtMs ?? 0) + ms;
  }

  #activeEntries(): WorkerEntry[] {
    return this.#participants.in("active").map(({ worker }) => worker);
  }

  #findWorker(id: string): WorkerEntry | null {
    return this.#participants.byId(id)?.worker ?? null;
  }

  #alive(): WorkerEntry[] {
    return this.#deps.workers().filter(({ liveness }) => liveness === "alive");
  }

  #step(event: RunEvent): boolean {
    const next = runMachine.next(this.#state, event);
    if (next === null) {
      this.#deps.logger.debug(`run: ${event} means nothing in ${this.#state}`);
      return false;
    }
    this.#deps.logger.debug(`run: ${this.#state} → ${next} (${event})`);
    this.#state = next;
    return true;
  }
}
