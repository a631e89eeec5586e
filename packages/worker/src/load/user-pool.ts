// The users of one worker: starts, retires and cycles them as the newest assignment says. Driven from
// outside by runDue(now); owns no timer and no socket.
import type { UserRanges } from "@gadfly/shared/load/user-ranges";
import {
  containsUser,
  countUsers,
  eachUser,
  subtractUsers,
  toUserRanges,
  unionUsers,
} from "@gadfly/shared/load/user-ranges";
import { spawnTimes } from "@gadfly/shared/load/spawn-order";
import type { AssignmentMessage } from "@gadfly/shared/protocol/master-message";
import type { Schedule } from "@gadfly/shared/protocol/fields";
import { DueQueue } from "./due-queue.ts";
import { createUser, type RequestEnd, type UserSlot, type VirtualUser } from "./virtual-user.ts";

type Action =
  | { readonly kind: "spawn"; readonly user: number; readonly version: number }
  | { readonly kind: "retire"; readonly user: number; readonly version: number }
  | { readonly kind: "request"; readonly user: VirtualUser }
  | { readonly kind: "cut"; readonly user: VirtualUser };

/** What the pool needs from the rest of the worker. */
export interface UserPoolDeps {
  openSlot(user: number): UserSlot;
  /** Asks for leave to start one request; false parks the user until wakeParked(). */
  mayStart(): boolean;
  /** When the next request of a user is due, after its request due at `dueMs` ended. */
  nextDueMs(user: VirtualUser, end: RequestEnd): number;
  /** These users have left and have no request any more. */
  usersGone(users: UserRanges, version: number): void;
  /** The next due time may have changed. */
  rearm(): void;
}

/** How long a user that must leave may still finish its request; null: as long as it takes. */
export type LeaveTimeoutMs = number | null;

/** All users of one run on one worker. */
export class UserPool {
  readonly #deps: UserPoolDeps;
  readonly #leaveTimeoutMs: LeaveTimeoutMs;
  readonly #users = new Map<number, VirtualUser>();
  readonly #queue = new DueQueue<Action>();
  #parked = new Set<VirtualUser>();
  #gone: number[] = [];
  #owned: UserRanges = [];
  #version = -1;
  #inFlight = 0;
  /** Users of the newest version that are listed and not started yet. */
  #toSpawn = 0;
  #isDraining = false;

  constructor(deps: UserPoolDeps, leaveTimeoutMs: LeaveTimeoutMs) {
    this.#deps = deps;
    this.#leaveTimeoutMs = leaveTimeoutMs;
  }

  /** Users that have started and not left. */
  get size(): number {
    return this.#users.size;
  }

  /** Requests that run, counted here and nowhere else. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** No user runs and none will start. */
  get isDrained(): boolean {
    return this.#isDraining && this.#users.size === 0;
  }

  /** Every user waits for leave to start a request, and none runs. */
  get isParked(): boolean {
    return this.#inFlight === 0 && this.#parked.size === this.#users.size;
  }

  /** Users are still to be started by the newest version. */
  get isSpawning(): boolean {
    return this.#toSpawn > 0;
  }

  /** When runDue() next has something to do, or null. */
  get nextDueMs(): number | null {
    return this.#queue.nextDueMs;
  }

  /** Takes over a newer version of the share; `startedAtMs` is the run's time zero. */
  apply(assignment: AssignmentMessage, startedAtMs: number, nowMs: number): void {
    if (this.#isDraining || assignment.version <= this.#version) return;
    this.#version = assignment.version;
    const owned = unionUsers(assignment.started, assignment.spawn.users);
    const disowned = subtractUsers(this.#owned, owned);
    this.#owned = owned;
    for (const user of eachUser(assignment.started)) this.#start(user, nowMs);
    this.#toSpawn = countUsers(assignment.spawn.users);
    this.#schedule("spawn", assignment.spawn, startedAtMs);
    this.#schedule("retire", assignment.retire, startedAtMs);
    this.#disown(disowned, assignment.retire.users, nowMs);
    this.runDue(nowMs);
  }

  /** Does everything that is due. */
  runDue(nowMs: number): void {
    for (let due = this.#queue.popDue(nowMs); due !== null; due = this.#queue.popDue(nowMs))
      this.#run(due.item, due.dueMs, nowMs);
    this.#reportGone();
  }

  /** Lets parked users ask again: a grant came, or the lease is back. */
  wakeParked(nowMs: number): void {
    const parked = this.#parked;
    this.#parked = new Set();
    for (const user of parked) this.#request(user, nowMs);
    this.#reportGone();
  }

  /** No new request; running ones may end until `timeoutMs` is over, then they are cancelled. */
  drain(nowMs: number, timeoutMs: number): void {
    this.#isDraining = true;
    this.#queue.clear();
    this.#owned = [];
    // Those without a request leave while we walk; a map bears that.
    for (const user of this.#users.values()) {
      user.isLeaving = true;
      if (user.running === null) this.#remove(user);
      else if (timeoutMs === 0) user.running.cancel();
      else this.#queue.push(nowMs + timeoutMs, { kind: "cut", user });
    }
  }

  /** Ends every running request now; their users go on unless they are leaving. */
  cancelRunning(): void {
    for (const user of this.#users.values()) user.running?.cancel();
  }

  #schedule(kind: "spawn" | "retire", schedule: Schedule, startedAtMs: number): void {
    const times = spawnTimes(schedule);
    for (const user of eachUser(schedule.users)) {
      const time = times.next();
      if (time.done === true) return;
      this.#queue.push(startedAtMs + time.value, { kind, user, version: this.#version });
    }
  }

  /** Users that belong to somebody else now: those that run retire, the rest are gone at once. */
  #disown(disowned: UserRanges, retiring: UserRanges, nowMs: number): void {
    for (const index of eachUser(disowned)) {
      const user = this.#users.get(index);
      if (user === undefined) this.#gone.push(index);
      else if (!containsUser(retiring, index)) this.#retire(user, nowMs);
    }
  }

  #run(action: Action, dueMs: number, nowMs: number): void {
    switch (action.kind) {
      case "spawn":
        if (action.version !== this.#version) return;
        this.#toSpawn--;
        this.#start(action.user, dueMs);
        return;
      case "retire": {
        const user = this.#users.get(action.user);
        if (action.version === this.#version && user !== undefined) this.#retire(user, nowMs);
        return;
      }
      case "request":
        this.#request(action.user, dueMs);
        return;
      case "cut":
        action.user.running?.cancel();
    }
  }

  #start(index: number, dueMs: number): void {
    const known = this.#users.get(index);
    if (known !== undefined) {
      // It was told to leave and is still here: it simply stays.
      known.isLeaving = false;
      return;
    }
    const user = createUser(index, this.#deps.openSlot(index), dueMs);
    this.#users.set(index, user);
    this.#request(user, dueMs);
  }

  #retire(user: VirtualUser, nowMs: number): void {
    if (user.isLeaving) return;
    user.isLeaving = true;
    if (user.running === null) this.#remove(user);
    else if (this.#leaveTimeoutMs !== null)
      this.#queue.push(nowMs + this.#leaveTimeoutMs, { kind: "cut", user });
  }

  #request(user: VirtualUser, dueMs: number): void {
    if (user.isLeaving || user.phase === "requesting") return;
    user.dueMs = dueMs;
    if (!this.#deps.mayStart()) {
      user.phase = "parked";
      this.#parked.add(user);
      return;
    }
    user.phase = "requesting";
    this.#inFlight++;
    user.running = user.slot.send(user.iteration++, dueMs, (end) => this.#ended(user, end));
  }

  #ended(user: VirtualUser, end: RequestEnd): void {
    this.#inFlight--;
    user.running = null;
    user.phase = "waiting";
    if (user.isLeaving) {
      this.#remove(user);
      this.#reportGone();
      this.#deps.rearm();
      return;
    }
    // Queued even when due at once: a server that refuses must not recurse through here.
    this.#queue.push(this.#deps.nextDueMs(user, end), { kind: "request", user });
    this.#deps.rearm();
  }

  #remove(user: VirtualUser): void {
    if (this.#users.get(user.index) !== user) return;
    this.#users.delete(user.index);
    this.#parked.delete(user);
    user.slot.close();
    this.#gone.push(user.index);
  }

  #reportGone(): void {
    if (this.#gone.length === 0) return;
    const users = toUserRanges(this.#gone);
    this.#gone = [];
    if (!this.#isDraining) this.#deps.usersGone(users, this.#version);
  }
}
