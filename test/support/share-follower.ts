// A worker reduced to its users, and several of them with a planner: simulated time, messages that
// take a while, clocks that are a little off. For tests of the rule that no user is ever doubled.
import { spawnTimes } from "@gadfly/shared/load/spawn-order";
import {
  containsUser,
  eachUser,
  subtractUsers,
  toUserRanges,
  unionUsers,
  type UserRanges,
} from "@gadfly/shared/load/user-ranges";
import type { Schedule } from "@gadfly/shared/protocol/fields";
import { AssignmentPlanner, type PlannedShare } from "@gadfly/master/run/assignment-planner";

/** How a worker differs from a perfect one. */
export interface Temper {
  /** How long each message takes, in either direction. */
  readonly lagMs: number;
  /** How far its clock is ahead of the master's. */
  readonly aheadMs: number;
  /** How long a user that must leave still has a request. */
  readonly requestMs: number;
}

interface Action {
  readonly kind: "spawn" | "retire";
  readonly dueMs: number;
  readonly user: number;
}

interface Late<T> {
  readonly atMs: number;
  readonly content: T;
}

interface GoneReport {
  readonly users: UserRanges;
  readonly version: number;
}

/** Told when a user starts and stops. */
interface UserWatch {
  started(user: number, worker: string): void;
  stopped(user: number): void;
}

/** Follows its shares to the letter. */
class ShareFollower {
  readonly id: string;
  readonly temper: Temper;
  readonly #watch: UserWatch;
  /** Running users; a number: when its last request ends. */
  readonly #running = new Map<number, number | null>();
  #inbox: Late<PlannedShare>[] = [];
  #reports: Late<GoneReport>[] = [];
  #actions: Action[] = [];
  #gone: number[] = [];
  #owned: UserRanges = [];
  #released: UserRanges = [];
  #version = -1;

  constructor(id: string, temper: Temper, watch: UserWatch) {
    this.id = id;
    this.temper = temper;
    this.#watch = watch;
  }

  get users(): number {
    return this.#running.size;
  }

  post(share: PlannedShare, nowMs: number): void {
    this.#inbox.push({ atMs: nowMs + this.temper.lagMs, content: share });
  }

  /** The process is dead. */
  die(): void {
    for (const user of this.#running.keys()) this.#watch.stopped(user);
    this.#running.clear();
  }

  /** Does what is due by its clock, by the share that it knows at each moment. */
  follow(nowMs: number): void {
    for (const { content } of this.#inbox.filter(({ atMs }) => atMs <= nowMs)) {
      this.#act(nowMs);
      this.#apply(content, nowMs);
    }
    this.#inbox = this.#inbox.filter(({ atMs }) => atMs > nowMs);
    this.#act(nowMs);
    for (const [user, endsAtMs] of this.#running)
      if (endsAtMs !== null && endsAtMs <= nowMs) this.#leave(user);
    this.#report(nowMs);
  }

  /** Reports that reach the master now. */
  takeReports(nowMs: number): GoneReport[] {
    const arrived = this.#reports.filter(({ atMs }) => atMs <= nowMs);
    this.#reports = this.#reports.filter(({ atMs }) => atMs > nowMs);
    return arrived.map(({ content }) => content);
  }

  /** The link breaks: reports under way are lost, and the newest share comes again over a new one. */
  relink(share: PlannedShare, nowMs: number): void {
    this.#reports = [];
    this.post(share, nowMs);
  }

  #apply(share: PlannedShare, nowMs: number): void {
    const isGapless = share.version === this.#version + 1;
    if (!isGapless) this.#gone.push(...eachUser(this.#released));
    if (share.version > this.#version) this.#takeOver(share, nowMs);
    this.#gone = this.#gone.filter(
      (user) => !this.#running.has(user) && !containsUser(this.#owned, user),
    );
  }

  #takeOver({ version, started, spawn, retire }: PlannedShare, nowMs: number): void {
    const before = this.#owned;
    this.#version = version;
    this.#owned = unionUsers(started, spawn.users);
    this.#released = subtractUsers(unionUsers(this.#released, before), this.#owned);
    for (const user of eachUser(started)) this.#start(user);
    this.#actions = [...this.#plan("spawn", spawn), ...this.#plan("retire", retire)];
    this.#gone.push(...eachUser(subtractUsers(before, this.#owned)));
    for (const user of this.#running.keys())
      if (!containsUser(this.#owned, user) && !containsUser(retire.users, user))
        this.#retire(user, nowMs);
  }

  #plan(kind: Action["kind"], schedule: Schedule): Action[] {
    const times = [...spawnTimes(schedule)];
    return [...eachUser(schedule.users)].map((user, j) => ({ kind, user, dueMs: times[j] ?? 0 }));
  }

  #act(nowMs: number): void {
    const clockMs = nowMs + this.temper.aheadMs;
    for (const { kind, user, dueMs } of this.#actions) {
      if (dueMs > clockMs) continue;
      if (kind === "spawn") this.#start(user);
      else this.#retire(user, nowMs);
    }
    this.#actions = this.#actions.filter(({ dueMs }) => dueMs > clockMs);
  }

  #start(user: number): void {
    if (!this.#running.has(user)) this.#watch.started(user, this.id);
    this.#running.set(user, null);
  }

  #retire(user: number, nowMs: number): void {
    if (this.#running.get(user) === null) this.#running.set(user, nowMs + this.temper.requestMs);
  }

  #leave(user: number): void {
    this.#running.delete(user);
    this.#gone.push(user);
    this.#watch.stopped(user);
  }

  #report(nowMs: number): void {
    if (this.#gone.length === 0) return;
    const content = { users: toUserRanges(this.#gone), version: this.#version };
    this.#reports.push({ atMs: nowMs + this.temper.lagMs, content });
    this.#gone = [];
  }
}

/** Time passes in these steps. */
export const tickMs = 20;
const relistPeriodMs = 100;

/** A planner and the workers that follow it. */
export class PlannedLoad {
  readonly planner: AssignmentPlanner;
  /** When each user was started, in order. */
  readonly starts: number[] = [];
  /** Users that were started while another worker still ran them. */
  readonly doubled: string[] = [];
  readonly #owners = new Map<number, string>();
  readonly #followers: ShareFollower[] = [];
  #nowMs = 0;
  #listedAtMs = 0;
  #joined = 0;

  constructor(ratePerS: number) {
    this.planner = new AssignmentPlanner(ratePerS);
  }

  get workers(): number {
    return this.#followers.length;
  }

  /** How many users each worker runs. */
  get sizes(): number[] {
    return this.#followers.map(({ users }) => users);
  }

  /** Users that run, ascending. */
  get running(): UserRanges {
    return toUserRanges(this.#owners.keys());
  }

  join(temper: Temper): void {
    const watch = {
      started: (user: number, worker: string) => this.#started(user, worker),
      stopped: (user: number) => this.#owners.delete(user),
    };
    this.#followers.push(new ShareFollower(`w${this.#joined++}`, temper, watch));
    this.#rebalance(this.planner.users);
  }

  lose(which: number): void {
    const [lost] = this.#followers.splice(which % this.#followers.length, 1);
    lost?.die();
    this.#rebalance(this.planner.users);
  }

  relink(which: number): void {
    const follower = this.#followers[which % this.#followers.length];
    follower?.relink(this.planner.shareOf(follower.id), this.#nowMs);
  }

  setUsers(users: number): void {
    this.#rebalance(users);
  }

  /** Lets time pass. */
  pass(durationMs: number): void {
    for (const endMs = this.#nowMs + durationMs; this.#nowMs < endMs;) this.#tick();
  }

  #tick(): void {
    this.#nowMs += tickMs;
    for (const follower of this.#followers) {
      follower.follow(this.#nowMs);
      for (const { users, version } of follower.takeReports(this.#nowMs))
        this.planner.usersGone(follower.id, users, version);
    }
    if (!this.planner.hasFreeUsers || this.#nowMs - this.#listedAtMs < relistPeriodMs) return;
    this.planner.listFreeUsers(this.#nowMs);
    this.#send();
  }

  #rebalance(users: number): void {
    const ids = this.#followers.map(({ id }) => id);
    this.planner.rebalance(ids, users, this.#nowMs);
    this.#send();
  }

  #send(): void {
    this.#listedAtMs = this.#nowMs;
    for (const follower of this.#followers) {
      follower.post(this.planner.shareOf(follower.id), this.#nowMs);
      follower.follow(this.#nowMs);
    }
  }

  #started(user: number, worker: string): void {
    const owner = this.#owners.get(user);
    if (owner !== undefined) this.doubled.push(`user ${user} of ${owner} started on ${worker}`);
    this.#owners.set(user, worker);
    this.starts.push(this.#nowMs);
  }
}
