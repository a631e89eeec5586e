// Lists of users, one per worker, laid out together at one rate: the schedule of a ramp.
import { spawnRank } from "@gadfly/shared/load/spawn-order";
import { countUsers, type UserRanges } from "@gadfly/shared/load/user-ranges";
import type { Schedule } from "@gadfly/shared/protocol/fields";

/** What is laid out. */
interface Layout {
  readonly lists: ReadonlyMap<string, UserRanges>;
  readonly ratePerS: number;
  readonly atMs: number;
}

/** A layout with the questions that are asked of it. */
export interface RateSchedule extends Layout {
  readonly counts: readonly number[];
  /** When the last user of all is due; `atMs` when there is none. */
  readonly endsAtMs: number;
  /** How many users of a worker's list are not due at `nowMs`; they are its last ones. */
  countNotDue(worker: string, nowMs: number): number;
}

const orderOf = (lists: Layout["lists"], worker: string): number =>
  [...lists.keys()].indexOf(worker);

/** First index in [0, count) whose rank is due after `nowMs`, by bisection: ranks rise with j. */
const countDue = (count: number, isDue: (j: number) => boolean): number => {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isDue(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Lays lists out from `atMs` on. */
export const layOut = (layout: Layout): RateSchedule => {
  const counts = [...layout.lists.values()].map(countUsers);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const periodMs = 1000 / layout.ratePerS;
  return {
    ...layout,
    counts,
    endsAtMs: layout.atMs + Math.max(0, total - 1) * periodMs,
    countNotDue: (worker, nowMs) => {
      const order = orderOf(layout.lists, worker);
      const count = counts[order] ?? 0;
      const isDue = (j: number) => layout.atMs + spawnRank(counts, order, j) * periodMs <= nowMs;
      return count - countDue(count, isDue);
    },
  };
};

/** A schedule of nobody. */
export const emptySchedule = (ratePerS: number): RateSchedule =>
  layOut({ lists: new Map(), ratePerS, atMs: Number.NEGATIVE_INFINITY });

/**
 * When the next schedule may begin so that the rate holds over both: the due time of the first
 * user that is not due yet, or one period after the last one. An empty schedule stands for the
 * one before it: its own beginning was reckoned in this way.
 */
export const firstSlotMs = (schedule: RateSchedule, nowMs: number): number => {
  const total = schedule.counts.reduce((sum, count) => sum + count, 0);
  const periodMs = 1000 / schedule.ratePerS;
  const passed = Math.floor((nowMs - schedule.atMs) / periodMs) + 1;
  const nextMs = schedule.atMs + Math.min(total, Math.max(0, passed)) * periodMs;
  return Math.max(nowMs, nextMs);
};

/** One worker's part, as it travels. */
export const scheduleOf = (schedule: RateSchedule, worker: string): Schedule => {
  const order = orderOf(schedule.lists, worker);
  const users = schedule.lists.get(worker) ?? [];
  return {
    atMs: Number.isFinite(schedule.atMs) ? schedule.atMs : 0,
    ratePerS: schedule.ratePerS,
    counts: order < 0 ? [] : [...schedule.counts],
    order: Math.max(0, order),
    users: [...users],
  };
};
