// Who runs which user, version by version. A user is in one of four places: started at its owner;
// listed to be spawned by its owner; held, when somebody else must first let it go; or free, when
// nobody runs it and the next version lists it. What is held is never started, so that no user is
// ever doubled, whatever is delayed or lost.
import { assign, type Assignment } from "@gadfly/shared/load/assign";
import {
  countUsers,
  intersectUsers,
  subtractUsers,
  takeLastUsers,
  unionUsers,
  type UserRanges,
} from "@gadfly/shared/load/user-ranges";
import type { AssignmentMessage } from "@gadfly/shared/protocol/master-message";
import { HeldUsers } from "./held-users.ts";
import {
  emptySchedule,
  firstSlotMs,
  layOut,
  scheduleOf,
  type RateSchedule,
} from "./rate-schedule.ts";
import { UserLives } from "./user-lives.ts";

/** The part of an assignment message that the planner knows. */
export type PlannedShare = Omit<AssignmentMessage, "type" | "runId">;

const none: UserRanges = [];

/** The assignment of one run. */
export class AssignmentPlanner {
  #ratePerS: number;
  #version = 0;
  #owners: Assignment = new Map();
  readonly #held = new HeldUsers();
  readonly #lives = new UserLives();
  #free: UserRanges = none;
  #spawn: RateSchedule;
  #retire: RateSchedule;
  #users = 0;

  /** `ratePerS`: at most this many users start, and this many leave, in a second. */
  constructor(ratePerS: number) {
    this.#ratePerS = ratePerS;
    this.#spawn = emptySchedule(ratePerS);
    this.#retire = emptySchedule(ratePerS);
  }

  /** Users that start, and that leave, in a second. */
  get ratePerS(): number {
    return this.#ratePerS;
  }

  /** The rate at which users start and leave from the next version on. */
  setRate(ratePerS: number): void {
    this.#ratePerS = ratePerS;
  }

  /** Version of the newest assignment. */
  get version(): number {
    return this.#version;
  }

  /** Users that should run once everything has settled. */
  get users(): number {
    return this.#users;
  }

  /** Some users wait to be listed in a next version. */
  get hasFreeUsers(): boolean {
    return this.#free.length > 0;
  }

  /** When the last listed user starts or leaves, in milliseconds after the run's start. */
  get rampEndsAtMs(): number {
    return Math.max(this.#spawn.endsAtMs, this.#retire.endsAtMs);
  }

  /** Users that are `worker`'s, started or not. */
  ownedBy(worker: string): number {
    return countUsers(this.#owners.get(worker) ?? none);
  }

  /** A new version for these workers and this many users. Workers left out have let go of theirs. */
  rebalance(workers: readonly string[], users: number, nowMs: number): void {
    const before = this.#owners;
    const pending = this.#pendingUsers(nowMs);
    const retiring = this.#retiringUsers(nowMs);
    this.#users = users;
    this.#owners = assign(before, workers, users);
    const wanted: UserRanges = users > 0 ? [{ from: 0, to: users }] : none;
    const known = [...before.values()].reduce(unionUsers, none);
    this.#free = unionUsers(this.#free, subtractUsers(wanted, known));
    this.#dropAbsentHolders(workers, before);
    const released = this.#moveToHeld(workers, before);
    this.#free = intersectUsers(subtractUsers(this.#free, this.#held.all()), wanted);
    this.#retire = layOut({
      lists: this.#listsBy(workers, (worker) =>
        intersectUsers(
          this.#held.of(worker),
          unionUsers(released.get(worker) ?? none, retiring.get(worker) ?? none),
        ),
      ),
      ratePerS: this.#ratePerS,
      atMs: firstSlotMs(this.#retire, nowMs),
    });
    this.#list(pending, nowMs);
  }

  /** `worker` says that it no longer runs these; `version` is the newest that it knew then. */
  usersGone(worker: string, users: UserRanges, version: number): void {
    const gone = this.#held.gone(worker, users, version);
    this.#lives.renew(gone);
    const wanted: UserRanges = [{ from: 0, to: this.#users }];
    this.#free = unionUsers(this.#free, intersectUsers(gone, wanted));
  }

  /** Lists the free users: a new version in which their owners start them. */
  listFreeUsers(nowMs: number): void {
    this.#list(this.#pendingUsers(nowMs), nowMs);
  }

  /** The newest share of a worker, absolute. */
  shareOf(worker: string): PlannedShare {
    const owned = this.#owners.get(worker) ?? none;
    const spawn = scheduleOf(this.#spawn, worker);
    const waiting = unionUsers(spawn.users, this.#heldOrFree());
    return {
      version: this.#version,
      started: subtractUsers(owned, waiting),
      spawn,
      retire: scheduleOf(this.#retire, worker),
      lives: this.#lives.among(owned),
    };
  }

  #list(pending: UserRanges, nowMs: number): void {
    const toStart = unionUsers(pending, this.#free);
    this.#free = none;
    const startable = subtractUsers(toStart, this.#held.all());
    this.#spawn = layOut({
      lists: this.#listsBy([...this.#owners.keys()], (worker) =>
        intersectUsers(this.#owners.get(worker) ?? none, startable),
      ),
      ratePerS: this.#ratePerS,
      atMs: firstSlotMs(this.#spawn, nowMs),
    });
    this.#version++;
  }

  /**
   * What a worker no longer owns it holds until it says that it is gone. What it gets back meanwhile
   * is listed anew: it may have let it go already, or never have started it.
   */
  #moveToHeld(workers: readonly string[], before: Assignment): Map<string, UserRanges> {
    const released = new Map<string, UserRanges>();
    const elsewhere = this.#heldOrFree();
    for (const worker of workers) {
      const owned = this.#owners.get(worker) ?? none;
      const lost = subtractUsers(subtractUsers(before.get(worker) ?? none, owned), elsewhere);
      const regained = intersectUsers(this.#held.of(worker), owned);
      released.set(worker, lost);
      this.#free = unionUsers(this.#free, regained);
      this.#lives.renew(regained);
      this.#held.release(worker, regained);
      this.#held.hold(worker, lost, this.#version + 1);
    }
    return released;
  }

  /** A worker that is gone holds nothing: its users are free, also those it should have let go. */
  #dropAbsentHolders(workers: readonly string[], before: Assignment): void {
    const present = new Set(workers);
    for (const worker of [...this.#held.workers(), ...before.keys()]) {
      if (present.has(worker)) continue;
      const users = unionUsers(this.#held.forget(worker), before.get(worker) ?? none);
      this.#free = unionUsers(this.#free, users);
      this.#lives.renew(users);
    }
  }

  #notDue(worker: string, nowMs: number): UserRanges {
    return takeLastUsers(
      this.#spawn.lists.get(worker) ?? none,
      this.#spawn.countNotDue(worker, nowMs),
    );
  }

  #pendingUsers(nowMs: number): UserRanges {
    return [...this.#spawn.lists.keys()].reduce<UserRanges>(
      (all, worker) => unionUsers(all, this.#notDue(worker, nowMs)),
      none,
    );
  }

  #retiringUsers(nowMs: number): Map<string, UserRanges> {
    const lists = new Map<string, UserRanges>();
    for (const [worker, users] of this.#retire.lists)
      lists.set(worker, takeLastUsers(users, this.#retire.countNotDue(worker, nowMs)));
    return lists;
  }

  #listsBy(
    workers: readonly string[],
    usersOf: (worker: string) => UserRanges,
  ): Map<string, UserRanges> {
    return new Map(workers.map((worker) => [worker, usersOf(worker)]));
  }

  #heldOrFree(): UserRanges {
    return unionUsers(this.#held.all(), this.#free);
  }
}
