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

/** No run has more users than --users allows. */
const maxUsers = 100_000;

/** All users of one run on one worker. */
export class UserPool {
  readonly #deps: UserPoolDeps;
  readonly #leaveTimeoutMs: LeaveTimeoutMs;
  readonly #users = new Map<number, VirtualUser>();
  readonly #queue = new DueQueue<Action>();
  #parked = new Set<VirtualUser>();
  #gone: number[] = [];
  #owned: UserRanges = [];
  /** Users that were ours once and are not now. */
  #version = 0;
  #lives: ReadonlyMap<number, number> = new Map();
  #inFlight = 0;
  #peak = 0;
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

  /** Users whose request is due and not allowed to start. */
  get waiting(): number {
    return this.#parked.size;
  }

  /** The most users since this was asked last. */
  takePeak(): number {
    const peak = this.#peak;
    this.#peak = this.#users.size;
    return peak;
  }

  /** Requests that run, counted here and nowhere else. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** No user runs and none will start. */
  get isDrained(): boolean {
    return this.#isDraining && this.#users.size === 0;
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
    const { version } = assignment;
    if (this.#isDraining || version < this.#version) return;
    const isNext = version === this.#version + 1;
    if (version > this.#version) this.#takeOver(assignment, startedAtMs, nowMs);
    if (!isNext) this.#sayAllGone();
    this.runDue(nowMs);
  }

  /** Does what is due. What becomes due meanwhile has its turn next time: nobody is kept here. */
  runDue(nowMs: number): void {
    for (let left = this.#queue.size; left > 0; left--) {
      const due = this.#queue.popDue(nowMs);
      if (due === null) break;
      this.#run(due.item, due.dueMs, nowMs);
    }
    this.#reportGone();
  }

  /** Lets parked users ask again: a grant came, or the lease is back. */
  wakeParked(): void {
    const parked = this.#parked;
    this.#parked = new Set();
    // They were due then and are late now: the wait shows in their schedule lag.
    for (const user of parked) this.#request(user, user.dueMs);
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
      else this.#cutAt(user, nowMs + timeoutMs);
    }
  }

  /** Ends every running request now; their users go on unless they are leaving. */
  cancelRunning(): void {
    for (const user of this.#users.values()) user.running?.cancel();
  }

  #takeOver(assignment: AssignmentMessage, startedAtMs: number, nowMs: number): void {
    const { version, started, spawn, retire, lives } = assignment;
    const before = this.#owned;
    this.#version = version;
    this.#lives = new Map(lives.map(({ user, life }) => [user, life]));
    this.#owned = unionUsers(started, spawn.users);
    for (const user of eachUser(started)) this.#start(user, nowMs);
    this.#toSpawn = countUsers(spawn.users);
    this.#schedule("spawn", spawn, startedAtMs);
    this.#schedule("retire", retire, startedAtMs);
    for (const user of eachUser(subtractUsers(before, this.#owned)))
      if (!this.#users.has(user)) this.#gone.push(user);
    this.#retireUnlisted(retire.users, nowMs);
  }

  #schedule(kind: "spawn" | "retire", schedule: Schedule, startedAtMs: number): void {
    const times = spawnTimes(schedule);
    for (const user of eachUser(schedule.users)) {
      const time = times.next();
      if (time.done === true) return;
      this.#queue.push(startedAtMs + time.value, { kind, user, version: this.#version });
    }
  }

  /** Who runs here but is neither ours nor listed has missed its turn to leave: it leaves now. */
  #retireUnlisted(listed: UserRanges, nowMs: number): void {
    for (const user of this.#users.values())
      if (!containsUser(this.#owned, user.index) && !containsUser(listed, user.index))
        this.#retire(user, nowMs);
  }

  /**
   * The link was down meanwhile: a report of ours may be lost, and versions that we never saw may have
   * counted on us. So everybody is gone who neither runs here nor is ours.
   */
  #sayAllGone(): void {
    const here = unionUsers(this.#owned, toUserRanges(this.#users.keys()));
    const users = subtractUsers([{ from: 0, to: maxUsers }], here);
    if (!this.#isDraining) this.#deps.usersGone(users, this.#version);
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
        // It may have been told to stay since, or to leave anew.
        if (action.user.cutAtMs === dueMs) action.user.running?.cancel();
    }
  }

  #start(index: number, dueMs: number): void {
    const known = this.#users.get(index);
    if (known !== undefined) {
      // It was told to leave and is still here: it simply stays.
      known.isLeaving = false;
      known.cutAtMs = null;
      return;
    }
    const life = this.#lives.get(index) ?? 0;
    const user = createUser(index, this.#deps.openSlot(index), { dueMs, life });
    this.#users.set(index, user);
    this.#peak = Math.max(this.#peak, this.#users.size);
    this.#request(user, dueMs);
  }

  #retire(user: VirtualUser, nowMs: number): void {
    if (user.isLeaving) return;
    user.isLeaving = true;
    if (user.running === null) this.#remove(user);
    else if (this.#leaveTimeoutMs !== null) this.#cutAt(user, nowMs + this.#leaveTimeoutMs);
  }

  #cutAt(user: VirtualUser, atMs: number): void {
    user.cutAtMs = atMs;
    this.#queue.push(atMs, { kind: "cut", user });
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
    const running = user.slot.send(user.iteration++, dueMs, (end) => this.#ended(user, end));
    // One that was refused at once has ended by now.
    if (user.phase === "requesting") user.running = running;
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
    // One that has become ours again meanwhile is not gone, only not started yet.
    const users = subtractUsers(toUserRanges(this.#gone), this.#owned);
    this.#gone = [];
    if (!this.#isDraining && users.length > 0) this.#deps.usersGone(users, this.#version);
  }
}
