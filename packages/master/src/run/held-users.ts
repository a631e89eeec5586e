// Users that somebody else shall run once their old owner has let them go. A worker's word that they
// are gone counts only if it knew, when it said so, that it had to let them go: an older report may
// be about an earlier turn, since when it has started them again.
import { subtractUsers, unionUsers, type UserRanges } from "@gadfly/shared/load/user-ranges";

interface Hold {
  readonly users: UserRanges;
  /** Version of the assignment that first told the worker to let them go. */
  readonly since: number;
}

const none: UserRanges = [];

const usersOf = (holds: readonly Hold[]): UserRanges =>
  holds.reduce<UserRanges>((all, { users }) => unionUsers(all, users), none);

/** Who still holds which users. */
export class HeldUsers {
  readonly #holds = new Map<string, readonly Hold[]>();

  /** What one worker holds. */
  of(worker: string): UserRanges {
    return usersOf(this.#holds.get(worker) ?? []);
  }

  /** What all workers hold. */
  all(): UserRanges {
    return usersOf([...this.#holds.values()].flat());
  }

  /** Everybody who holds something. */
  workers(): string[] {
    return [...this.#holds.keys()];
  }

  /** `worker` must let these go, from version `since` on. */
  hold(worker: string, users: UserRanges, since: number): void {
    if (users.length === 0) return;
    this.#holds.set(worker, [...(this.#holds.get(worker) ?? []), { users, since }]);
  }

  /** These may stay with `worker` after all. */
  release(worker: string, users: UserRanges): void {
    this.#subtract(worker, users, Number.POSITIVE_INFINITY);
  }

  /** `worker`, knowing `version`, has let these go; returns those that are now free. */
  gone(worker: string, users: UserRanges, version: number): UserRanges {
    const before = this.of(worker);
    this.#subtract(worker, users, version);
    return subtractUsers(before, this.of(worker));
  }

  /** `worker` is not there any more; returns what it held. */
  forget(worker: string): UserRanges {
    const users = this.of(worker);
    this.#holds.delete(worker);
    return users;
  }

  #subtract(worker: string, users: UserRanges, version: number): void {
    const left = (this.#holds.get(worker) ?? [])
      .map((hold) =>
        hold.since > version ? hold : { ...hold, users: subtractUsers(hold.users, users) },
      )
      .filter((hold) => hold.users.length > 0);
    if (left.length === 0) this.#holds.delete(worker);
    else this.#holds.set(worker, left);
  }
}
