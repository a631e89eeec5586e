// Who runs what, said to the workers: shares by version and, with -n, quotas of requests.
import type { Plan } from "@gadfly/shared/plan/plan";
import type { UserRanges } from "@gadfly/shared/load/user-ranges";
import type { WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import type { WorkerEntry } from "../workers/worker-entry.ts";
import { AssignmentPlanner } from "./assignment-planner.ts";
import { QuotaDesk } from "./quota-desk.ts";

/** What the desk needs. */
export interface ShareDeskDeps {
  readonly plan: Plan;
  /** Workers that run a share now. */
  active(): readonly WorkerEntry[];
  /** Milliseconds since time zero of the run. */
  elapsedMs(): number;
}

/** Users that were let go are listed anew in batches. */
const relistPeriodMs = 100;

/** The shares of one run. */
export class ShareDesk {
  readonly #deps: ShareDeskDeps;
  readonly #planner: AssignmentPlanner;
  readonly #quota: QuotaDesk | null;
  #listedAtMs = 0;

  constructor(deps: ShareDeskDeps) {
    const { maxRequests, spawnRate } = deps.plan.load;
    this.#deps = deps;
    this.#planner = new AssignmentPlanner(spawnRate);
    this.#quota = maxRequests === null ? null : new QuotaDesk(deps.plan.runId, maxRequests);
  }

  /** Users that should run once everything has settled. */
  get users(): number {
    return this.#planner.users;
  }

  /** When the last listed user is due, after time zero. */
  get rampEndsAtMs(): number {
    return this.#planner.rampEndsAtMs;
  }

  /** All requests of -n are handed out, started and ended. */
  get isQuotaDone(): boolean {
    return this.#quota?.isDone(this.#withUsers()) === true;
  }

  /** Users that start, and that leave, in a second. */
  get spawnRate(): number {
    return this.#planner.ratePerS;
  }

  /** The rate from now on: those who wait for their turn are laid out anew. */
  setRate(ratePerS: number): void {
    this.#planner.setRate(ratePerS);
  }

  /** A new version for whoever is active now. */
  rebalance(users: number): void {
    const ids = this.#deps.active().map(({ id }) => id);
    this.#planner.rebalance(ids, users, this.#deps.elapsedMs());
    this.#sendShares();
  }

  /** A new version when users have become free, not more often than every relist period. */
  relistFreeUsers(): void {
    const elapsedMs = this.#deps.elapsedMs();
    if (!this.#planner.hasFreeUsers || elapsedMs - this.#listedAtMs < relistPeriodMs) return;
    this.#planner.listFreeUsers(elapsedMs);
    this.#sendShares();
  }

  /** Everything that a worker with a new link needs to go on. */
  resend(worker: WorkerEntry): void {
    if (this.#quota !== null) worker.link?.send(this.#quota.current(worker));
    this.#sendShare(worker);
  }

  /** A worker has let users go, knowing this version of its share. */
  usersGone(worker: WorkerEntry, users: UserRanges, version: number): void {
    this.#planner.usersGone(worker.id, users, version);
  }

  /** A worker's own count of started requests. */
  report(worker: WorkerEntry, { started, idle }: WorkerMessageOf<"heartbeat">): void {
    this.#quota?.report(worker, started, idle);
  }

  /** A worker has nearly used its grant. */
  quotaRequested(worker: WorkerEntry, started: number): void {
    this.#quota?.report(worker, started, false);
    this.#grant(worker);
  }

  /** A worker is lost; returns how many requests it may or may not have sent. */
  lose(worker: WorkerEntry): number {
    return this.#quota?.lose(worker) ?? 0;
  }

  /** A worker left in order: what it did not start is handed out again. */
  giveBack(worker: WorkerEntry, started: number): void {
    this.#quota?.giveBack(worker, started);
    for (const active of this.#withUsers()) this.#grant(active);
  }

  #grant(worker: WorkerEntry): void {
    if (this.#quota === null) return;
    worker.link?.send(this.#quota.grant(worker, Math.max(1, this.#withUsers().length)));
  }

  #sendShares(): void {
    this.#listedAtMs = this.#deps.elapsedMs();
    for (const worker of this.#deps.active()) this.#sendShare(worker);
    // A grant without users would never be used: requests go to whoever has some.
    for (const worker of this.#withUsers()) if (this.#quota?.isNew(worker)) this.#grant(worker);
  }

  #withUsers(): WorkerEntry[] {
    return this.#deps.active().filter(({ id }) => this.#planner.ownedBy(id) > 0);
  }

  #sendShare(worker: WorkerEntry): void {
    const { runId } = this.#deps.plan;
    worker.link?.send({ type: "assignment", runId, ...this.#planner.shareOf(worker.id) });
  }
}
