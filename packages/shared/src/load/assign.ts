// Who runs which users. One pure function: the same arguments give the same answer on any machine.
// It moves as few users as an even split allows, and gives freed users to neighbours first, so
// that shares stay in few ranges.
import {
  countUsers,
  intersectUsers,
  unionUsers,
  type UserRange,
  type UserRanges,
} from "./user-ranges.ts";

/** The users of each worker, by workerId. No user is in two shares. */
export type Assignment = ReadonlyMap<string, UserRanges>;

/** One worker's share while it is being made: `pieces` only grow, `missing` counts down to 0. */
interface Share {
  readonly kept: UserRanges;
  readonly pieces: UserRange[];
  missing: number;
}

/** A range that has an owner, so that the gaps between owners can be found. */
interface OwnedRange extends UserRange {
  readonly owner: Share;
}

/**
 * Shares out the users 0 … users-1 among the workers.
 *
 * - Every user belongs to exactly one worker, and shares differ by at most one, after one call.
 * - A user changes owner only if its owner left or holds more than its even share. From an even
 *   assignment of n users that is at most ⌊n/W⌋ when a worker joins (W counts it), at most ⌈n/W⌉
 *   when one is lost (W still counts it), and nobody when `users` grows.
 * - When `users` shrinks the highest indices go, and the rest is evened out.
 * - Workers that have the most keep the odd users; ties go by the order of `workers`.
 */
export function assign(
  previous: Assignment,
  workers: readonly string[],
  users: number,
): Assignment {
  const everyone: UserRanges = users > 0 ? [{ from: 0, to: users }] : [];
  const shares = new Map<string, Share>();
  for (const { workerId, held, size } of evenSizes(previous, new Set(workers), everyone)) {
    const kept = keepLongest(held, size);
    shares.set(workerId, { kept, pieces: [], missing: size - countUsers(kept) });
  }
  if (shares.size === 0) return new Map();
  const free = growIntoGaps([...shares.values()], users);
  dealOut(free, shares.values());
  return new Map([...shares].map(([id, { kept, pieces }]) => [id, unionUsers(kept, pieces)]));
}

interface Sized {
  readonly workerId: string;
  readonly held: UserRanges;
  readonly size: number;
}

/** The size of each share, in the order of the workers; who holds the most keeps the odd users. */
function evenSizes(
  previous: Assignment,
  workers: ReadonlySet<string>,
  everyone: UserRanges,
): Sized[] {
  const users = countUsers(everyone);
  const base = Math.floor(users / workers.size);
  const odd = users - base * workers.size;
  const holders = [...workers].map((workerId) => {
    const held = intersectUsers(previous.get(workerId) ?? [], everyone);
    return { workerId, held, count: countUsers(held) };
  });
  const richest = holders.toSorted((a, b) => b.count - a.count).slice(0, odd);
  const lucky = new Set(richest.map(({ workerId }) => workerId));
  return holders.map(({ workerId, held }) => {
    return { workerId, held, size: base + (lucky.has(workerId) ? 1 : 0) };
  });
}

/** Keeps up to `size` users, the longest ranges first: short ones go whole, which makes few new cuts. */
function keepLongest(held: UserRanges, size: number): UserRange[] {
  const kept: UserRange[] = [];
  let room = size;
  for (const { from, to } of held.toSorted((a, b) => b.to - b.from - (a.to - a.from))) {
    const count = Math.min(room, to - from);
    if (count > 0) kept.push({ from, to: from + count });
    room -= count;
  }
  return kept.toSorted((a, b) => a.from - b.from);
}

/** Lets the owners beside a gap grow into it; gives back what is still free, ascending. */
function growIntoGaps(shares: readonly Share[], users: number): UserRange[] {
  const owned: OwnedRange[] = shares
    .flatMap((owner) => owner.kept.map(({ from, to }) => ({ from, to, owner })))
    .toSorted((a, b) => a.from - b.from);
  const free: UserRange[] = [];
  let before: OwnedRange | undefined;
  for (const after of [...owned, undefined]) {
    let from = before?.to ?? 0;
    let to = after?.from ?? users;
    from += take(before?.owner, from, to);
    to -= takeEnd(after?.owner, from, to);
    if (from < to) free.push({ from, to });
    before = after;
  }
  return free;
}

/** Deals the free ranges, in order, to the shares that still miss users. */
function dealOut(free: UserRanges, shares: Iterable<Share>): void {
  const takers = [...shares].filter(({ missing }) => missing > 0).values();
  let taker = takers.next().value;
  for (const { from, to } of free) {
    for (let start = from; start < to && taker !== undefined;) {
      start += take(taker, start, to);
      if (taker.missing === 0) taker = takers.next().value;
    }
  }
}

/** Gives the start of a range to a share, as much as it misses; how many users that were. */
function take(share: Share | undefined, from: number, to: number): number {
  if (share === undefined) return 0;
  const count = Math.min(share.missing, to - from);
  if (count > 0) share.pieces.push({ from, to: from + count });
  share.missing -= count;
  return count;
}

/** Gives the end of a range to a share, as much as it misses; how many users that were. */
function takeEnd(share: Share | undefined, from: number, to: number): number {
  if (share === undefined) return 0;
  return take(share, to - Math.min(share.missing, to - from), to);
}
