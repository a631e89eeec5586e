// Everything before time zero: waiting for enough workers, handing them the plan, and seeing them
// ready. Says what should happen next; the controller asks the run table whether it may.
import { packValue } from "@gadfly/shared/protocol/codec";
import type { Logger } from "@gadfly/shared/logging/logger";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import { formatDuration } from "@gadfly/shared/units/duration";
import type { WorkerEntry } from "../workers/worker-entry.ts";
import type { Participants } from "./participants.ts";
import type { RunTrouble } from "./run-trouble.ts";
import { workersLost, workersMissing, workersUnready } from "./start-troubles.ts";

/** What preparing needs. */
export interface PreparationDeps {
  readonly plan: Plan;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly participants: Participants;
  readonly expectWorkers: number;
  /** null: for ever. */
  readonly maxWaitMs: number | null;
  readonly startedWaitingAtMs: number;
}

/** What waiting or preparing has come to. */
export type PreparationStep =
  | { readonly kind: "wait" }
  | { readonly kind: "go"; readonly workers: readonly WorkerEntry[] }
  | { readonly kind: "giveUp"; readonly trouble: RunTrouble };

const shortestPrepareMs = 60_000;
/** The probe asks eight times at most, and no answer takes longer than 10 s. */
const probeMs = 80_000;
/** When waiting for workers is worth a word. */
const noticeMs = 5_000;
/** A pause that nobody notices needs no words. */
const silentMs = 2_000;
const wait: PreparationStep = { kind: "wait" };

/** How long a worker may take to be ready. */
const prepareTimeoutMsOf = ({ waitReadyMs, request }: Plan): number =>
  shortestPrepareMs + (waitReadyMs ?? 0) + (request.probe ? probeMs : 0);

/** The time before a run. */
export class RunPreparation {
  readonly #deps: PreparationDeps;
  #preparingSinceMs = 0;
  #workersAtStart = 0;
  #isWaitSaid = false;

  constructor(deps: PreparationDeps) {
    this.#deps = deps;
  }

  /** Are enough workers here? */
  awaitWorkers(known: readonly WorkerEntry[], nowMs: number): PreparationStep {
    const { expectWorkers, maxWaitMs, startedWaitingAtMs, logger } = this.#deps;
    const alive = known.filter(({ liveness }) => liveness === "alive");
    const waitedMs = nowMs - startedWaitingAtMs;
    if (alive.length >= expectWorkers) {
      this.#preparingSinceMs = nowMs;
      this.#workersAtStart = alive.length;
      return { kind: "go", workers: alive };
    }
    if (maxWaitMs !== null && waitedMs >= maxWaitMs) {
      const names = alive.map(({ name }) => name);
      return { kind: "giveUp", trouble: workersMissing(names, expectWorkers, maxWaitMs) };
    }
    if (!this.#isWaitSaid && waitedMs > noticeMs) {
      this.#isWaitSaid = true;
      logger.info(`Waiting for workers to be ready, ${alive.length} of ${expectWorkers} connected`);
    }
    return wait;
  }

  /** Are all who have the plan ready? */
  awaitReady(nowMs: number): PreparationStep {
    const ready = this.#deps.participants.in("prepared").map(({ worker }) => worker);
    const unready = this.#deps.participants.in("preparing").map(({ worker }) => worker.name);
    if (ready.length + unready.length === 0) {
      const gone = this.#deps.participants.in("gone").map(({ worker }) => worker.name);
      return { kind: "giveUp", trouble: workersLost(gone) };
    }
    if (unready.length === 0) return { kind: "go", workers: ready };
    const prepareTimeoutMs = prepareTimeoutMsOf(this.#deps.plan);
    if (nowMs - this.#preparingSinceMs < prepareTimeoutMs) return wait;
    const names = ready.map(({ name }) => name);
    return { kind: "giveUp", trouble: workersUnready(names, unready, prepareTimeoutMs) };
  }

  /** What the workers are busy with, in the words of one of them. */
  get doing(): string {
    const words = this.#deps.participants
      .in("preparing")
      .flatMap(({ worker }) => worker.heartbeat?.preparing ?? []);
    const [first = `checking ${this.#deps.plan.targets[0] ?? "the target"}`] = words;
    return first.charAt(0).toLowerCase() + first.slice(1);
  }

  /** What the time before the run is spent on. */
  get phase(): string {
    return this.#workersAtStart === 0 ? "waiting for workers" : `preparing (${this.doing})`;
  }

  /** What they do, with the time that it takes; null as long as that is nothing to speak of. */
  describe(nowMs: number): string | null {
    const { waitReadyMs } = this.#deps.plan;
    const tookMs = nowMs - this.#preparingSinceMs;
    if (tookMs < silentMs) return null;
    const took = formatDuration(Math.floor(tookMs / 1000) * 1000);
    const limit = waitReadyMs === null ? "" : ` of ${formatDuration(waitReadyMs)}`;
    return `${this.doing} (${took}${limit})`;
  }

  /** Hands the plan to a worker; its secrets are sealed with the key of its link. */
  sendPlan({ link }: WorkerEntry): void {
    if (link === null) return;
    const { plan, secrets, expectWorkers, participants } = this.#deps;
    const sealedSecrets = link.seal(packValue(secrets));
    const workers = Math.max(1, expectWorkers, this.#workersAtStart, participants.size);
    const shareUsers = Math.ceil(plan.load.users / workers);
    link.send({ type: "prepare", plan, sealedSecrets, shareUsers });
  }
}
