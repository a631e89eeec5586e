// What may be changed while a run is under way: users, spawn rate, and where the statistics begin.
import type { Plan } from "@gadfly/shared/plan/plan";
import type { RunJournalist } from "./run-journalist.ts";
import type { ShareDesk } from "./share-desk.ts";

/** What live changes need. */
export interface LoadControlDeps {
  readonly plan: Plan;
  readonly shares: Pick<ShareDesk, "users" | "spawnRate" | "setRate" | "rebalance">;
  readonly journalist: Pick<RunJournalist, "loadChanges" | "resets">;
  /** Whether there is a load to change. */
  readonly isLoading: () => boolean;
  /** The load changes now. */
  readonly changed: () => void;
}

/** Live changes of one run. */
export class LoadControl {
  readonly #deps: LoadControlDeps;

  constructor(deps: LoadControlDeps) {
    this.#deps = deps;
  }

  /** Users asked for. */
  get users(): number {
    const { plan, shares } = this.#deps;
    return shares.users === 0 ? plan.load.users : shares.users;
  }

  /** Users that start, and that leave, in a second. */
  get spawnRate(): number {
    return this.#deps.shares.spawnRate;
  }

  /** Changes users and rate; false: there is nothing to change. Users come and go at the rate. */
  set(users: number, spawnRate: number): boolean {
    const { shares, journalist, isLoading, changed } = this.#deps;
    if (!isLoading() || users < 1) return false;
    const before = { users: shares.users, spawnRate: shares.spawnRate };
    if (users === before.users && spawnRate === before.spawnRate) return true;
    changed();
    shares.setRate(spawnRate);
    shares.rebalance(users);
    if (users !== before.users)
      journalist.loadChanges(`Users changed from ${before.users} to ${users}`, { users });
    if (spawnRate !== before.spawnRate)
      journalist.loadChanges(
        `Spawn rate changed from ${before.spawnRate} to ${spawnRate} users/s`,
        { spawnRate },
      );
    return true;
  }

  /** Metrics begin anew; false: nothing is measured now. */
  reset(): boolean {
    if (!this.#deps.isLoading()) return false;
    this.#deps.journalist.resets();
    return true;
  }
}
