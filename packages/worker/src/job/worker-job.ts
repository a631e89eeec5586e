// One run on this worker: plan in, requests out, snapshots back. The shell around the job table.
import { jobMachine, type JobEvent, type JobState } from "@gadfly/shared/lifecycle/job-machine";
import type { Logger } from "@gadfly/shared/logging/logger";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import type { AssignmentMessage } from "@gadfly/shared/protocol/master-message";
import type { WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import { plural } from "@gadfly/shared/units/format-number";
import { loadEngine } from "../http/create-transport.ts";
import type { RequestRecord } from "../http/request-record.ts";
import type { ProcessHealth } from "../health/process-health.ts";
import { Outbox } from "../link/outbox.ts";
import { RequestQuota } from "../load/request-quota.ts";
import { UserPool } from "../load/user-pool.ts";
import type { RequestEnd, VirtualUser } from "../load/virtual-user.ts";
import { runPreflight } from "../preflight/preflight.ts";
import { RecordBuffer } from "../record/record-buffer.ts";
import { Recorder } from "../record/recorder.ts";
import { createRedact, maskRecord, type Redact } from "../record/redact.ts";
import { warningsOf } from "../record/request-warnings.ts";
import { toResponseSample } from "../record/response-sample.ts";
import { askAfterRun } from "./after-run.ts";
import { IntervalReporter } from "./interval-reporter.ts";
import { preparedMessage, requestWithin } from "./preflight-outcome.ts";
import { dueAfter } from "./next-request.ts";
import { type EngineSettings, RequestEngine } from "./request-engine.ts";
import { Wakeup } from "./wakeup.ts";

/** What a job needs from the worker around it. */
export interface JobDeps {
  readonly logger: Logger;
  readonly health: ProcessHealth;
  /** Settles when this process has sent requests before, to itself. */
  readonly warm: Promise<void>;
  /** Asked before every request: a process that was frozen has not heard yet that its lease ended. */
  holdsLease(): boolean;
  /** Queued on the link; lost while the link is down, unless the outbox keeps it. */
  send(message: WorkerMessage): void;
  /** Something that the next heartbeat should not wait with. */
  heartbeatNow(): void;
}

/** Time zero of a run on this process's clock, by what is known of the master's clock now. */
export type TimeZero = () => number;

/** Parts that exist from the start instant on. */
interface LiveParts {
  readonly startedAtMs: TimeZero;
  readonly recorder: Recorder;
  readonly records: RecordBuffer | null;
  readonly engine: RequestEngine;
  readonly pool: UserPool;
  readonly reporter: IntervalReporter;
}

/** One run on this worker. */
export class WorkerJob {
  readonly plan: Plan;
  readonly outbox = new Outbox();
  readonly #secrets: Secrets;
  readonly #deps: JobDeps;
  readonly #quota: RequestQuota;
  readonly #redact: Redact;
  /** Ends what preparing waits for, once nobody waits for it any more. */
  readonly #preparing = new AbortController();
  readonly #loadWakeup = new Wakeup(() => this.#runLoad());
  #state: JobState = "idle";
  /** What preparing has found out. */
  #ready: Omit<EngineSettings, "plan" | "secrets" | "observer"> | null = null;
  #prepared: WorkerMessage | null = null;
  /** What preparing has said last. */
  #news: string | null = null;
  #live: LiveParts | null = null;
  #assignment: AssignmentMessage | null = null;
  #lastGrant = 0;
  #hasAskedForQuota = false;
  #isPaused = false;
  #isShareStale = false;
  #asksAfterRun = false;

  constructor(plan: Plan, secrets: Secrets, deps: JobDeps) {
    this.plan = plan;
    this.#secrets = secrets;
    this.#deps = deps;
    this.#quota = new RequestQuota(plan.load.maxRequests !== null);
    this.#redact = createRedact(secrets);
  }

  /** Where the job stands. */
  get state(): JobState {
    return this.#state;
  }

  /** It has started and has not yet drained. */
  get isRunning(): boolean {
    return this.#live !== null && this.#state !== "idle";
  }

  /** What preparing does at the moment; null when it has said nothing, or is over. */
  get news(): string | null {
    return this.#state === "preparing" ? this.#news : null;
  }

  /** Figures for the heartbeat. */
  get figures(): { users: number; inFlight: number; started: number; idle: boolean } {
    const { pool, recorder } = this.#live ?? {};
    return {
      users: pool?.size ?? 0,
      inFlight: pool?.inFlight ?? 0,
      started: recorder?.counts.started ?? 0,
      idle: this.#quota.isUsedUp && pool?.inFlight === 0,
    };
  }

  /** Checks the target and this machine, and tells the master. */
  async prepare(shareUsers: number): Promise<void> {
    this.#step("planReceived");
    const createTransport = await loadEngine(this.plan.httpEngine);
    const [report] = await Promise.all([
      runPreflight({
        plan: this.plan,
        secrets: this.#secrets,
        shareUsers,
        createTransport,
        logger: this.#listeningLogger(),
        signal: this.#preparing.signal,
      }),
      this.#deps.warm,
    ]);
    if (this.#state !== "preparing") return;
    const { runId } = this.plan;
    if (report.ok) {
      this.#step("preflightPassed");
      this.#ready = { ...requestWithin(this.plan, report.value), createTransport };
      this.#prepared = preparedMessage(runId, report.value);
      this.repeatPrepared();
    } else {
      this.#step("preflightFailed");
      const { code, sentence, hint } = report.error;
      this.#deps.send({ type: "prepareFailed", runId, code, text: sentence, hint });
    }
  }

  /** What the log of preparing says is news to whoever waits for us. */
  #listeningLogger(): Logger {
    const { logger } = this.#deps;
    return {
      ...logger,
      info: (line) => {
        this.#news = line;
        logger.info(line);
      },
    };
  }

  /** Says that it is prepared, if it is. */
  repeatPrepared(): void {
    if (this.#state === "prepared" && this.#prepared !== null) this.#deps.send(this.#prepared);
  }

  /** Time zero of the run on this process's clock; may lie in the past for one who joins late. */
  start(startedAtMs: TimeZero): void {
    if (this.#state !== "prepared" || this.#ready === null) return;
    this.#step("startReceived");
    const recorder = new Recorder(startedAtMs());
    const records = this.#recordsFrom(startedAtMs);
    const engine = new RequestEngine({
      plan: this.plan,
      secrets: this.#secrets,
      ...this.#ready,
      observer: {
        started: (record) => this.#onStarted(recorder, record),
        tokenEvents: (record, atMs, events, gapMs) =>
          recorder.tokenEvents(record, atMs, events, gapMs),
        ended: (record) => this.#onEnded(recorder, record),
      },
    });
    const leaveTimeoutMs = this.plan.stopTimeoutMs > 0 ? this.plan.stopTimeoutMs : null;
    const pool = new UserPool(
      {
        openSlot: (user) => engine.openSlot(user),
        mayStart: () => this.#isAllowed() && this.#quota.take(),
        nextDueMs: (user, end) => this.#nextDueMs(recorder, user, end),
        usersGone: (users, version) =>
          this.#deps.send({
            type: "usersGone",
            runId: this.plan.runId,
            version,
            users: [...users],
          }),
        rearm: () => this.#rearm(),
      },
      leaveTimeoutMs,
    );
    const reporter = new IntervalReporter({
      runId: this.plan.runId,
      intervalMs: this.plan.intervalMs,
      startedAtMs,
      recorder,
      records,
      pool,
      health: this.#deps.health,
      outbox: this.outbox,
      send: (message) => this.#deps.send(message),
    });
    this.#live = { startedAtMs, recorder, records, engine, pool, reporter };
    this.#deps.logger.info(`Run ${this.plan.runId} begins`);
    if (this.#assignment !== null) this.assign(this.#assignment);
  }

  /** Takes a newer version of the share. */
  assign(assignment: AssignmentMessage): void {
    this.#assignment = assignment;
    if (this.#live === null || this.#state === "draining") return;
    const { pool, startedAtMs } = this.#live;
    if (this.#state === "running") this.#step("loadChanged");
    pool.apply(assignment, startedAtMs(), performance.now());
    if (this.#isShareStale) {
      this.#isShareStale = false;
      pool.wakeParked();
    }
    this.#rearm();
  }

  /** The master's grant for -n. */
  grant(granted: number, isLast: boolean): void {
    this.#lastGrant = granted - this.#quota.granted;
    this.#hasAskedForQuota = false;
    this.#quota.grant(granted, isLast);
    this.#wakeParked();
  }

  /** The link is new: what we were told to run may be somebody else's by now. */
  awaitShare(): void {
    this.#isShareStale = this.#assignment !== null;
  }

  /** No new request until resume(): the lease is over. */
  pause(): void {
    this.#isPaused = true;
  }

  /** The lease is held again. */
  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    if (!this.#isShareStale) this.#wakeParked();
  }

  /** The second lease is over: end the running requests. */
  cancelRunning(): void {
    this.#live?.pool.cancelRunning();
  }

  /**
   * Drains and reports; without a start there is nothing to report. `asksAfterRun`: then asks the
   * target how it is.
   */
  stop(stopTimeoutMs: number, asksAfterRun = false): void {
    const wasLive = this.#live !== null && this.#state !== "idle";
    this.#asksAfterRun ||= asksAfterRun;
    this.#preparing.abort();
    this.#step("stopRequested");
    if (!wasLive || this.#live === null) return;
    this.#live.pool.drain(performance.now(), stopTimeoutMs);
    this.#rearm();
    this.#finishIfDrained();
  }

  /** Sends what the outbox may send; `isNewLink`: also what an earlier link may have lost. */
  flush(isNewLink: boolean): void {
    this.#live?.reporter.flush(isNewLink);
  }

  /** Ends everything at once, without a report. */
  async abandon(): Promise<void> {
    this.#preparing.abort();
    this.#loadWakeup.cancel();
    this.#live?.reporter.stop();
    this.#state = "idle";
    await this.#live?.engine.close();
  }

  #onStarted(recorder: Recorder, record: RequestRecord): void {
    recorder.started(record);
    if (this.#hasAskedForQuota || !this.#quota.shouldAsk(this.#lastGrant)) return;
    this.#hasAskedForQuota = true;
    const { started } = recorder.counts;
    this.#deps.send({ type: "quotaRequest", runId: this.plan.runId, started });
  }

  #onEnded(recorder: Recorder, record: RequestRecord): void {
    const shown = maskRecord(record, this.#redact);
    recorder.ended(shown);
    const warnings = warningsOf(shown, this.plan);
    for (const code of warnings) recorder.warn(code);
    this.#live?.records?.add(shown, warnings);
    // Not the first that end: those may have been sent later, when no text was kept any more.
    if (!record.keepText) return;
    const { runId } = this.plan;
    this.#deps.send({ type: "response", runId, sample: toResponseSample(shown) });
  }

  #recordsFrom(startedAtMs: TimeZero): RecordBuffer | null {
    const { recordShare: share, seed } = this.plan;
    if (share === undefined) return null;
    return new RecordBuffer({ share, seed, startedAtMs, redact: this.#redact });
  }

  #nextDueMs(recorder: Recorder, user: VirtualUser, end: RequestEnd): number {
    const { dueMs, hasFailureWait } = dueAfter(this.plan, user, end);
    if (hasFailureWait) recorder.warn("failure_wait");
    return dueMs;
  }

  #isAllowed(): boolean {
    return !this.#isPaused && !this.#isShareStale && this.#deps.holdsLease();
  }

  #wakeParked(): void {
    this.#live?.pool.wakeParked();
    this.#rearm();
  }

  #runLoad(): void {
    this.#live?.pool.runDue(performance.now());
    this.#rearm();
  }

  #rearm(): void {
    this.#loadWakeup.at(this.#live?.pool.nextDueMs ?? null);
    if (this.#state === "spawning" && this.#live?.pool.isSpawning === false)
      this.#step("rampCompleted");
    if (this.#quota.isUsedUp && this.#live?.pool.inFlight === 0) this.#deps.heartbeatNow();
    this.#finishIfDrained();
  }

  #finishIfDrained(): void {
    if (this.#state !== "draining" || this.#live?.pool.isDrained !== true) return;
    this.#step("drained");
    this.#loadWakeup.cancel();
    this.#live.reporter.finish();
    const { started } = this.#live.recorder.counts;
    this.#deps.logger.info(`Run ${this.plan.runId} ends: ${plural(started, "request")} from here`);
    void this.#live.engine.close();
    if (this.#asksAfterRun) void this.#askAfterRun();
  }

  /** After the report, so that the numbers wait for nothing. */
  async #askAfterRun(): Promise<void> {
    if (this.#ready === null) return;
    const { plan } = this;
    const redact = this.#redact;
    const health = await askAfterRun({ ...this.#ready, plan, secrets: this.#secrets, redact });
    this.#deps.send({ type: "health", runId: plan.runId, health });
  }

  #step(event: JobEvent): void {
    const next = jobMachine.next(this.#state, event);
    if (next === null) {
      this.#deps.logger.debug(`job: ${event} means nothing in ${this.#state}`);
      return;
    }
    this.#deps.logger.debug(`job: ${this.#state} → ${next} (${event})`);
    this.#state = next;
  }
}
