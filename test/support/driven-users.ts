// A user pool with a fake of everything around it: time passes when told, requests end when told, and
// whatever would double a user is noted.
import type { AssignmentMessage } from "@gadfly/shared/protocol/master-message";
import type { Schedule } from "@gadfly/shared/protocol/fields";
import { eachUser, intersectUsers, toUserRanges } from "@gadfly/shared/load/user-ranges";
import { UserPool, type LeaveTimeoutMs } from "@gadfly/worker/load/user-pool";
import type { RequestEnd, UserSlot } from "@gadfly/worker/load/virtual-user";

/** Reports may speak of every user there can be; these are the ones that the tests know. */
const knownUsers = [{ from: 0, to: 16 }];

/** One request as a slot was asked to send it. */
export interface SentRequest {
  readonly user: number;
  readonly iteration: number;
  readonly dueMs: number;
  readonly atMs: number;
}

/** A report that users are gone. */
export interface GoneUsers {
  readonly users: readonly number[];
  readonly version: number;
}

/** A part of a share: which users, and when the first of them has its turn. */
export interface Turns {
  readonly users: readonly number[];
  readonly atMs?: number;
  readonly ratePerS?: number;
}

const toSchedule = ({ users, atMs = 0, ratePerS = 10 }: Turns): Schedule => ({
  atMs,
  ratePerS,
  counts: [users.length],
  order: 0,
  users: toUserRanges(users),
});

/** An assignment of this version; what is not named is empty. */
export const shareOf = (
  version: number,
  parts: {
    started?: readonly number[];
    spawn?: Turns;
    retire?: Turns;
    lives?: AssignmentMessage["lives"];
  },
): AssignmentMessage => ({
  type: "assignment",
  runId: "run",
  version,
  started: toUserRanges(parts.started ?? []),
  spawn: toSchedule(parts.spawn ?? { users: [] }),
  retire: toSchedule(parts.retire ?? { users: [] }),
  lives: parts.lives ?? [],
});

/** What a test may want to be different. */
export interface DrivenSettings {
  readonly leaveTimeoutMs?: LeaveTimeoutMs;
  /** From the end of a request to the next. */
  readonly waitMs?: number;
  readonly mayStart?: () => boolean;
}

/** More wake-ups than this for one step of time is a loop. */
const maxWakeups = 10_000;

/** A driven pool; the run's time zero is 0. */
export class DrivenUsers {
  readonly pool: UserPool;
  nowMs = 0;
  readonly sent: SentRequest[] = [];
  readonly cancelled: number[] = [];
  readonly reports: GoneUsers[] = [];
  /** Slots opened twice, requests sent beside another, users reported gone that still had one. */
  readonly mistakes: string[] = [];
  /** Requests end before send() returns, as with a server that refuses. */
  isRefusing = false;
  readonly #slots = new Set<number>();
  readonly #running = new Map<number, (end: RequestEnd) => void>();

  constructor(settings: DrivenSettings = {}) {
    const { leaveTimeoutMs = null, waitMs = 0, mayStart = () => true } = settings;
    this.pool = new UserPool(
      {
        openSlot: (user) => this.#openSlot(user),
        mayStart,
        nextDueMs: (_user, { endedAtMs }) => endedAtMs + waitMs,
        usersGone: (users, version) =>
          this.#gone([...eachUser(intersectUsers(users, knownUsers))], version),
        rearm: () => {},
      },
      leaveTimeoutMs,
    );
  }

  /** Users with an open slot, ascending. */
  get present(): number[] {
    return [...this.#slots].sort((a, b) => a - b);
  }

  /** Users with a running request, ascending. */
  get running(): number[] {
    return [...this.#running.keys()].sort((a, b) => a - b);
  }

  /** All users reported gone, in order. */
  get gone(): number[] {
    return this.reports.flatMap(({ users }) => users);
  }

  /** Takes a share over now. */
  apply(version: number, parts: Parameters<typeof shareOf>[1]): void {
    this.pool.apply(shareOf(version, parts), 0, this.nowMs);
  }

  /** Lets time pass, waking the pool whenever it asked for it. */
  advance(toMs: number): void {
    for (let wakeups = 0; wakeups < maxWakeups; wakeups++) {
      const dueMs = this.pool.nextDueMs;
      if (dueMs === null || dueMs > toMs) {
        this.nowMs = toMs;
        return;
      }
      this.nowMs = Math.max(this.nowMs, dueMs);
      this.pool.runDue(this.nowMs);
    }
    throw new Error(`the pool was woken ${maxWakeups} times before ${toMs} ms`);
  }

  /** The requests of these users end now. */
  end(...users: readonly number[]): void {
    for (const user of users) {
      const ended = this.#running.get(user);
      if (ended === undefined) throw new Error(`user ${user} has no request`);
      this.#running.delete(user);
      ended({ endedAtMs: this.nowMs, hadNoAnswer: false });
    }
  }

  #openSlot(user: number): UserSlot {
    if (this.#slots.has(user)) this.mistakes.push(`user ${user} was started twice`);
    this.#slots.add(user);
    return {
      send: (iteration, dueMs, ended) => {
        if (this.#running.has(user)) this.mistakes.push(`user ${user} has two requests`);
        this.sent.push({ user, iteration, dueMs, atMs: this.nowMs });
        if (this.isRefusing) ended({ endedAtMs: this.nowMs, hadNoAnswer: true });
        else this.#running.set(user, ended);
        return { cancel: () => this.#cancel(user, ended) };
      },
      close: () => {
        if (this.#running.has(user)) this.mistakes.push(`user ${user} left its request`);
        this.#slots.delete(user);
      },
    };
  }

  #cancel(user: number, ended: (end: RequestEnd) => void): void {
    if (this.#running.get(user) !== ended) return;
    this.cancelled.push(user);
    this.end(user);
  }

  #gone(users: readonly number[], version: number): void {
    for (const user of users)
      if (this.#slots.has(user)) this.mistakes.push(`user ${user} is not gone`);
    this.reports.push({ users, version });
  }
}
