// Hands out the requests of -n to workers, and knows when all of them are done.
import { QuotaPool } from "@gadfly/shared/load/quota-pool";
import type { MasterMessageOf } from "@gadfly/shared/protocol/master-message";
import type { WorkerEntry } from "../workers/worker-entry.ts";

type QuotaMessage = MasterMessageOf<"quota">;

/** The quota of one run. */
export class QuotaDesk {
  readonly #runId: string;
  readonly #pool: QuotaPool;
  readonly #idle = new Set<string>();

  constructor(runId: string, maxRequests: number) {
    this.#runId = runId;
    this.#pool = new QuotaPool(maxRequests);
  }

  /** A grant for one worker of `workers`. */
  grant(worker: WorkerEntry, workers: number): QuotaMessage {
    this.#idle.delete(worker.id);
    const granted = this.#pool.grant(worker.id, workers);
    return { type: "quota", runId: this.#runId, granted, isLast: this.#pool.remaining === 0 };
  }

  /** The grant as it stands, for a worker whose link is new. */
  current(worker: WorkerEntry): QuotaMessage {
    this.#pool.resume(worker.id);
    const granted = this.#pool.grantedTo(worker.id);
    return { type: "quota", runId: this.#runId, granted, isLast: this.#pool.remaining === 0 };
  }

  /** A worker says how many it has started, and whether all that it was given is done. */
  report(worker: WorkerEntry, started: number, isIdle: boolean): void {
    this.#pool.report(worker.id, started);
    if (isIdle) this.#idle.add(worker.id);
    else this.#idle.delete(worker.id);
  }

  /** A worker is lost; returns how many requests it may or may not have sent. */
  lose(worker: WorkerEntry): number {
    return this.#pool.lose(worker.id);
  }

  /** A worker left in order: what it did not start is handed out again. */
  giveBack(worker: WorkerEntry, started: number): void {
    this.#pool.giveBack(worker.id, started);
  }

  /** Nothing is left to hand out. */
  get isEmpty(): boolean {
    return this.#pool.remaining === 0;
  }

  /** A worker has not been given any yet. */
  isNew(worker: WorkerEntry): boolean {
    return this.#pool.grantedTo(worker.id) === 0;
  }

  /**
   * Everything is handed out, and whoever has users has started and ended what it was given. A worker
   * that has lost its users to others meanwhile cannot use its grant: nobody waits for it.
   */
  isDone(withUsers: readonly WorkerEntry[]): boolean {
    return this.isEmpty && withUsers.every(({ id }) => this.#idle.has(id));
  }
}
