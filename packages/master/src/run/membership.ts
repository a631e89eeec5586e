// Workers of a run coming and going: what the hub tells, turned into phases of participants, shares
// and records. The controller owns the run's own state and is told to look again.
import type { Logger } from "@gadfly/shared/logging/logger";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { WorkerMessage, WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import type { HubListener, WorkerEntry } from "../workers/worker-entry.ts";
import type { HealthCheck } from "./health-check.ts";
import type { Participant, Participants } from "./participants.ts";
import type { RunBook } from "./run-book.ts";
import type { RunJournalist } from "./run-journalist.ts";
import type { RunPreparation } from "./run-preparation.ts";
import type { RunStage } from "./run-stage.ts";
import { remoteTrouble, type RunTrouble } from "./run-trouble.ts";
import type { ShareDesk } from "./share-desk.ts";
import type { SnapshotDesk } from "./snapshot-desk.ts";

/** When a worker that comes gets the plan at once. */
const stagesOfJoining: ReadonlySet<RunStage> = new Set<RunStage>(["preparing", "loading"]);

/** What membership needs. */
export interface MembershipDeps {
  readonly plan: Plan;
  readonly book: RunBook;
  readonly logger: Logger;
  readonly participants: Participants;
  readonly preparation: RunPreparation;
  readonly shares: ShareDesk;
  readonly snapshots: SnapshotDesk;
  readonly journalist: RunJournalist;
  readonly health: HealthCheck;
  stage(): RunStage;
  /** Time zero on the clock that peers share. */
  startedAtMs(): number;
  /** The interval that runs now. */
  nowInterval(): number;
  /** A participant's phase has changed: is the run still what it was? */
  changed(): void;
  /** A worker cannot do this run before it has begun: nobody should begin it. */
  unfit(trouble: RunTrouble): void;
}

/** The members of one run. */
export class Membership implements HubListener {
  readonly #deps: MembershipDeps;

  constructor(deps: MembershipDeps) {
    this.#deps = deps;
  }

  /** Hands the plan to a worker, which takes part from now on. */
  prepare(worker: WorkerEntry): void {
    this.#deps.participants.add(worker);
    this.#deps.journalist.takesPart(worker);
    this.#deps.preparation.sendPlan(worker);
  }

  /** Tells a worker time zero. */
  sendStart(worker: WorkerEntry): void {
    const { runId } = this.#deps.plan;
    worker.link?.send({ type: "start", runId, atMasterMs: this.#deps.startedAtMs() });
  }

  /** Tells a worker to drain. */
  sendStop(worker: WorkerEntry, stopTimeoutMs: number): void {
    const { runId } = this.#deps.plan;
    const stop = { type: "stop" as const, runId, stopTimeoutMs };
    const isAsker = this.#deps.health.isAskedOf(worker);
    worker.link?.send(isAsker ? { ...stop, checksHealth: true } : stop);
  }

  /** There will be no load: ends the preparing of all. */
  callBack(): void {
    for (const { worker } of this.#deps.participants.in("preparing", "prepared"))
      this.sendStop(worker, 0);
  }

  /** A worker that runs a share is gone without having reported everything. */
  lose(worker: WorkerEntry, text: string): void {
    const participant = this.#deps.participants.byId(worker.id);
    if (participant === null) return;
    const { phase } = participant;
    if (phase === "gone" || phase === "finished") return;
    participant.phase = "gone";
    // Once the run is over its workers leave, and those without a share had nothing to lose.
    if (phase !== "active" && this.#deps.stage() === "over") return;
    this.#deps.logger.warn(text);
    if (phase === "active") {
      this.#deps.snapshots.closeHeardFrom(worker.id);
      this.#deps.journalist.lost(worker, text, this.#deps.shares.lose(worker));
      this.#passOn();
    }
    this.#deps.changed();
  }

  joined(worker: WorkerEntry): void {
    this.#deps.logger.info(`${worker.name} (${worker.host}) reported as ready`);
    const stage = this.#deps.stage();
    if (stagesOfJoining.has(stage)) this.prepare(worker);
    else this.#deps.changed();
  }

  resumed(worker: WorkerEntry, wasLost: boolean): void {
    const participant = this.#deps.participants.byId(worker.id);
    if (participant === null) {
      this.joined(worker);
      return;
    }
    if (wasLost && participant.phase === "gone") this.#takeBack(participant);
    else this.#deps.logger.info(`${worker.name} is back`);
    // What was on its way when the link broke may be lost, and is said again; twice does no harm.
    if (participant.phase === "preparing") this.#deps.preparation.sendPlan(worker);
    if (participant.phase === "active") {
      this.sendStart(worker);
      this.#deps.shares.resend(worker);
    }
    if (this.#deps.stage() === "stopping") this.sendStop(worker, this.#deps.plan.stopTimeoutMs);
  }

  message(worker: WorkerEntry, message: WorkerMessage): void {
    const participant = this.#deps.participants.byId(worker.id);
    if (participant === null || !("runId" in message)) return;
    if (message.runId === this.#deps.plan.runId) this.#forRun(participant, message);
    else if (message.type === "snapshot")
      this.#deps.book.write({ type: "refused", worker: worker.id, count: 1 });
  }

  silent(worker: WorkerEntry): void {
    if (this.#deps.participants.byId(worker.id)?.phase === "active")
      this.#deps.journalist.event("workerSilent", `${worker.name} is silent`, worker);
  }

  lost(worker: WorkerEntry): void {
    this.lose(worker, `${worker.name} is lost: its lease is over or its process ended`);
  }

  left(worker: WorkerEntry, reason: string): void {
    if (this.#deps.participants.byId(worker.id)?.phase === "finished")
      this.#deps.journalist.event("workerLeft", `${worker.name} left: ${reason}`, worker);
    else this.lose(worker, `${worker.name} left before its numbers were complete: ${reason}`);
  }

  #forRun(
    participant: Participant,
    message: Extract<WorkerMessage, { runId: string | null }>,
  ): void {
    const { shares, snapshots, book } = this.#deps;
    const { worker } = participant;
    switch (message.type) {
      case "heartbeat":
        shares.report(worker, message);
        return;
      case "prepared":
        this.#prepared(participant, message);
        return;
      case "prepareFailed":
        this.#prepareFailed(participant, message);
        return;
      case "usersGone":
        shares.usersGone(worker, message.users, message.version);
        return;
      case "quotaRequest":
        shares.quotaRequested(worker, message.started);
        return;
      case "series":
        snapshots.announce(worker.id, message);
        return;
      case "snapshot":
        this.#takeSnapshot(participant, message);
        return;
      case "response":
        book.write({ type: "response", sample: message.sample });
        return;
      case "health":
        this.#takeHealth(worker, message);
        return;
      case "jobFailed":
        this.lose(worker, `${worker.name} failed: ${message.text}`);
    }
  }

  #prepared(participant: Participant, message: WorkerMessageOf<"prepared">): void {
    if (participant.phase !== "preparing") return;
    participant.phase = "prepared";
    this.#deps.journalist.preflight(participant.worker, message);
    if (this.#deps.stage() === "loading") this.#join(participant);
    else this.#deps.changed();
  }

  #prepareFailed(participant: Participant, message: WorkerMessageOf<"prepareFailed">): void {
    participant.phase = "gone";
    if (this.#deps.stage() !== "loading") {
      this.#deps.unfit(remoteTrouble(message.code, message.text, message.hint));
      return;
    }
    const text = `${participant.worker.name} cannot take part: ${message.text}`;
    this.#deps.journalist.event("workerUnfit", text, participant.worker);
  }

  #takeHealth(worker: WorkerEntry, { health }: WorkerMessageOf<"health">): void {
    if (!this.#deps.health.isAskedOf(worker)) return;
    this.#deps.health.end();
    this.#deps.book.write({ type: "health", worker: worker.id, health });
    this.#deps.changed();
  }

  /** A worker came in mid-run: it gets its share by the rules of a join. */
  #join(participant: Participant): void {
    const { shares, journalist } = this.#deps;
    const { worker } = participant;
    participant.phase = "active";
    this.sendStart(worker);
    shares.rebalance(shares.users);
    journalist.joins(worker);
  }

  /** It was lost and is back: with what it had measured, or to begin if it never had. */
  #takeBack(participant: Participant): void {
    const { worker } = participant;
    const hasRun = this.#deps.book.model.workers.get(worker.id)?.lost !== null;
    if (hasRun) {
      participant.phase = "active";
      this.#deps.journalist.returned(worker);
      this.#passOn();
    } else if (stagesOfJoining.has(this.#deps.stage())) {
      participant.phase = "preparing";
      this.#deps.logger.info(`${worker.name} is back`);
    }
  }

  #takeSnapshot(participant: Participant, message: WorkerMessageOf<"snapshot">): void {
    const { snapshots, shares, logger } = this.#deps;
    const { worker } = participant;
    const trouble = snapshots.take(worker.id, message, this.#deps.nowInterval());
    if (trouble !== null) {
      logger.warn(`Closed the link of ${worker.name}: ${trouble}`);
      worker.link?.close(4400, trouble);
      return;
    }
    if (!message.final || participant.phase === "finished") return;
    const wasActive = participant.phase === "active";
    participant.phase = "finished";
    if (wasActive && this.#deps.stage() === "loading") {
      // Its own machine asked it to leave, and it has reported all that it did.
      shares.giveBack(worker, message.ledger.started);
      this.#passOn();
    }
    this.#deps.changed();
  }

  /** Whoever is active now shares all users. */
  #passOn(): void {
    const { shares, participants } = this.#deps;
    if (this.#deps.stage() !== "loading" || participants.in("active").length === 0) return;
    shares.rebalance(shares.users);
  }
}
