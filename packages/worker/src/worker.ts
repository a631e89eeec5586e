// The worker: link, lease, health and job put together. What each of them may do is decided in them.
import { hostname } from "node:os";
import { silentLogger, type Logger } from "@gadfly/shared/logging/logger";
import { unpackValue } from "@gadfly/shared/protocol/codec";
import type { MasterMessage, MasterMessageOf } from "@gadfly/shared/protocol/master-message";
import { secretsSchema, type Secrets } from "@gadfly/shared/plan/plan";
import { sharedNowMs, toProcessMs } from "@gadfly/shared/node/shared-clock";
import { unseal } from "@gadfly/shared/node/seal";
import { ProcessHealth } from "./health/process-health.ts";
import { warmUp } from "./job/warm-up.ts";
import { WorkerJob } from "./job/worker-job.ts";
import { ClockSync } from "./link/clock-sync.ts";
import type { Welcome } from "./link/handshake.ts";
import { LeaseKeeper } from "./link/lease-keeper.ts";
import { MasterLink, type LinkEnd } from "./link/master-link.ts";
import { defaultRedialSettings, type RedialSettings } from "./link/redial-policy.ts";

/** Settings of a worker. */
export interface WorkerSettings {
  readonly masterHost: string;
  readonly masterPort: number;
  /** "" when the master has none. */
  readonly token: string;
  readonly name?: string;
  readonly redial?: RedialSettings;
  readonly logger?: Logger;
}

/** Heartbeats sent in quick succession after a welcome, so that the clock is known before the start. */
const clockProbes = 6;
const clockProbePeriodMs = 15;
/** An interval is acknowledged when all workers have passed it, 2.5 s later at most. */
const deliveryTimeoutMs = 5_000;

/** One worker process. */
export class Worker {
  readonly #logger: Logger;
  readonly #address: string;
  readonly #link: MasterLink;
  readonly #health = new ProcessHealth();
  /** Being cold is no reason to stop. */
  readonly #warm = warmUp().catch(() => {});
  readonly #lease: LeaseKeeper;
  readonly #finish: (end: LinkEnd) => void;
  #clock = new ClockSync();
  /** How far the master's clock is ahead, as known last: a new link begins without an estimate. */
  #offsetMs = 0;
  #welcome: Welcome | null = null;
  #job: WorkerJob | null = null;
  #heart: NodeJS.Timeout | undefined;
  #isIdleSaid = false;
  #onAcknowledged: () => void = () => {};

  constructor(settings: WorkerSettings, finish: (end: LinkEnd) => void) {
    this.#logger = settings.logger ?? silentLogger;
    this.#address = `${settings.masterHost}:${settings.masterPort}`;
    this.#finish = finish;
    this.#lease = new LeaseKeeper((phase) => this.#leaseChanged(phase));
    const host = settings.masterHost.includes(":")
      ? `[${settings.masterHost}]`
      : settings.masterHost;
    this.#link = new MasterLink(
      {
        url: `ws://${host}:${settings.masterPort}/worker`,
        token: settings.token,
        name: settings.name ?? hostname(),
        redial: settings.redial ?? defaultRedialSettings,
        logger: this.#logger,
      },
      {
        joined: (welcome) => this.#joined(welcome),
        message: (message) => this.#message(message),
        parted: () => clearTimeout(this.#heart),
        ended: (end) => void this.#ended(end),
      },
    );
  }

  /** Begins to dial. */
  open(): void {
    this.#logger.info(`Looking for a master at ${this.#address}`);
    this.#link.open();
  }

  /** Stops the share, reports what it did, says goodbye. */
  async close(reason: string): Promise<void> {
    const job = this.#job;
    if (job?.isRunning === true && this.#link.isJoined) {
      job.stop(0);
      await this.#delivered(job);
    }
    this.#link.close(reason);
    await this.#ended({ kind: "goodbye", reason });
  }

  /** Resolves when the master has everything that the job measured, or when it takes too long. */
  #delivered(job: WorkerJob): Promise<void> {
    return new Promise((resolve) => {
      const deadline = setTimeout(resolve, deliveryTimeoutMs);
      this.#onAcknowledged = () => {
        if (!job.outbox.isEmpty) return;
        clearTimeout(deadline);
        resolve();
      };
    });
  }

  #joined(welcome: Welcome): void {
    const { name, workerId, leaseMs, resumed } = welcome.message;
    this.#welcome = welcome;
    this.#job?.awaitShare();
    this.#clock = new ClockSync();
    this.#lease.begin(leaseMs);
    this.#logger.info(`Joined the master as ${name} (${workerId})`);
    if (!resumed && this.#job !== null) this.#dropJob("the master does not know this run any more");
    this.#beat(clockProbes);
    this.#job?.flush(true);
  }

  /** Sends a heartbeat and arms the next; the first few come quickly. */
  #beat(probesLeft: number): void {
    clearTimeout(this.#heart);
    this.#heartbeat();
    const periodMs = this.#welcome?.message.heartbeatMs ?? 1_000;
    const delayMs = probesLeft > 0 ? clockProbePeriodMs : periodMs;
    this.#heart = setTimeout(() => this.#beat(Math.max(0, probesLeft - 1)), delayMs);
  }

  #heartbeat(): void {
    const job = this.#job;
    const figures = job?.figures ?? { users: 0, inFlight: 0, started: 0, idle: false };
    this.#link.sendUrgent({
      type: "heartbeat",
      job: job?.state ?? "idle",
      ...(job === null || job.news === null ? {} : { preparing: job.news }),
      runId: job?.plan.runId ?? null,
      ...figures,
      ...this.#health.recent,
      rssBytes: process.memoryUsage.rss(),
      clock: this.#clock.estimate(),
      sentAtMs: sharedNowMs(),
    });
  }

  #message(message: MasterMessage): void {
    switch (message.type) {
      case "pong":
        this.#clock.add(message.sentAtMs, message.masterAtMs, sharedNowMs());
        this.#offsetMs = this.#clock.estimate()?.offsetMs ?? this.#offsetMs;
        this.#lease.renew(toProcessMs(message.sentAtMs));
        return;
      case "prepare":
        this.#prepare(message);
        return;
      case "start":
      case "assignment":
      case "quota":
      case "acknowledge":
      case "stop":
        if (message.runId === this.#job?.plan.runId) this.#forJob(this.#job, message);
        else this.#logger.debug(`Ignored ${message.type} of another run, ${message.runId}`);
        return;
      default:
        this.#logger.debug(`Ignored an unexpected ${message.type}`);
    }
  }

  #forJob(
    job: WorkerJob,
    message: MasterMessageOf<"start" | "assignment" | "quota" | "acknowledge" | "stop">,
  ): void {
    switch (message.type) {
      case "start": {
        job.start(() => toProcessMs(message.atMasterMs - this.#offsetMs));
        return;
      }
      case "assignment":
        job.assign(message);
        return;
      case "quota":
        this.#isIdleSaid = false;
        job.grant(message.granted, message.isLast);
        return;
      case "acknowledge":
        job.outbox.acknowledge(message.sequences);
        job.flush(false);
        this.#onAcknowledged();
        return;
      case "stop":
        job.stop(message.stopTimeoutMs, message.checksHealth);
    }
  }

  #prepare(message: MasterMessageOf<"prepare">): void {
    if (this.#job?.plan.runId === message.plan.runId) {
      // Asked again: the answer went down with an earlier link.
      this.#job.repeatPrepared();
      return;
    }
    if (this.#job !== null) this.#dropJob("a new run begins");
    const secrets = this.#openSecrets(message.sealedSecrets);
    if (secrets === null) {
      const { runId } = message.plan;
      const text = "The plan's secrets do not open with this link's key.";
      this.#link.send({ type: "prepareFailed", runId, code: "GF_INTERNAL", text, hint: "" });
      return;
    }
    const job = new WorkerJob(message.plan, secrets, {
      logger: this.#logger,
      health: this.#health,
      warm: this.#warm,
      holdsLease: () => this.#lease.phase === "held",
      send: (outgoing) => this.#link.send(outgoing),
      heartbeatNow: () => this.#sayIdle(),
    });
    this.#job = job;
    this.#isIdleSaid = false;
    job.prepare(message.shareUsers).catch((cause: unknown) => {
      const text = cause instanceof Error ? cause.message : String(cause);
      this.#logger.error(`Preparing failed: ${text}`);
      this.#link.send({ type: "jobFailed", runId: message.plan.runId, text });
    });
  }

  #openSecrets(sealed: Uint8Array): Secrets | null {
    if (this.#welcome === null) return null;
    const plain = unseal(this.#welcome.linkKey, sealed);
    const value = plain.ok ? unpackValue(plain.value) : null;
    const parsed = value?.ok === true ? secretsSchema.safeParse(value.value) : null;
    return parsed?.success === true ? parsed.data : null;
  }

  /** The quota is used up and nothing runs: the master is waiting for exactly this. */
  #sayIdle(): void {
    if (this.#isIdleSaid) return;
    this.#isIdleSaid = true;
    this.#heartbeat();
  }

  #leaseChanged(phase: "held" | "paused" | "over"): void {
    if (phase === "held") this.#job?.resume();
    else this.#job?.pause();
    if (phase === "paused") {
      this.#logger.warn("No word from the master: no new request until it answers");
      this.#link.redialSilent();
    }
    if (phase === "over") {
      this.#logger.warn("Still no word from the master: running requests are cancelled");
      this.#job?.cancelRunning();
    }
  }

  #dropJob(reason: string): void {
    const text = `Dropped the share of run ${this.#job?.plan.runId ?? "?"}: ${reason}`;
    // A share that is done is no loss.
    if (this.#job?.isRunning === true) this.#logger.info(text);
    else this.#logger.debug(text);
    void this.#job?.abandon();
    this.#job = null;
  }

  async #ended(end: LinkEnd): Promise<void> {
    clearTimeout(this.#heart);
    this.#lease.close();
    this.#health.close();
    await this.#job?.abandon();
    this.#finish(end);
  }
}
