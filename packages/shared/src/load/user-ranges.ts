// Sets of global user indices, kept as sorted, disjoint, half-open ranges: the form in which an
// assignment travels. Adjacent ranges are always joined, so equal sets are equal arrays.

/** The users from `from` up to, but not including, `to`. */
export interface UserRange {
  readonly from: number;
  readonly to: number;
}

/** A set of users: sorted, disjoint, never empty ranges with a gap between any two. */
export type UserRanges = readonly UserRange[];

/** Appends a range that begins at or after the last one's start, joining the two if they touch. */
function append(ranges: UserRange[], from: number, to: number): void {
  if (from >= to) return;
  const last = ranges.at(-1);
  if (last === undefined || last.to < from) ranges.push({ from, to });
  else if (last.to < to) ranges[ranges.length - 1] = { from: last.from, to };
}

/** True when the ranges obey the form; what comes from the wire is checked with this. */
export function isUserRanges(ranges: UserRanges): boolean {
  let previousTo = -1;
  for (const { from, to } of ranges) {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return false;
    if (from <= previousTo || from >= to) return false;
    previousTo = to;
  }
  return true;
}

/** Builds the ranges that hold exactly the given users, in any order and with repeats. */
export function toUserRanges(users: Iterable<number>): UserRange[] {
  const sorted = [...users].toSorted((a, b) => a - b);
  const ranges: UserRange[] = [];
  for (const user of sorted) append(ranges, user, user + 1);
  return ranges;
}

/** How many users the set holds. */
export function countUsers(ranges: UserRanges): number {
  let count = 0;
  for (const { from, to } of ranges) count += to - from;
  return count;
}

/** True when the user is in the set. */
export function containsUser(ranges: UserRanges, user: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle];
    if (range === undefined || user < range.from) high = middle;
    else if (user >= range.to) low = middle + 1;
    else return true;
  }
  return false;
}

/** Every user of the set, ascending. */
export function* eachUser(ranges: UserRanges): Generator<number> {
  for (const { from, to } of ranges) for (let user = from; user < to; user += 1) yield user;
}

/** The n-th user of the set counted from zero, or null beyond its end. */
export function nthUser(ranges: UserRanges, n: number): number | null {
  let left = n;
  for (const { from, to } of ranges) {
    if (left < to - from) return left < 0 ? null : from + left;
    left -= to - from;
  }
  return null;
}

/** The users that are in either set. */
export function unionUsers(a: UserRanges, b: UserRanges): UserRange[] {
  const sorted = [...a, ...b].toSorted((x, y) => x.from - y.from);
  const union: UserRange[] = [];
  for (const { from, to } of sorted) append(union, from, to);
  return union;
}

/** The users that are in both sets. */
export function intersectUsers(a: UserRanges, b: UserRanges): UserRange[] {
  const both: UserRange[] = [];
  let i = 0;
  let j = 0;
  for (let x = a[i], y = b[j]; x !== undefined && y !== undefined; x = a[i], y = b[j]) {
    append(both, Math.max(x.from, y.from), Math.min(x.to, y.to));
    if (x.to <= y.to) i += 1;
    else j += 1;
  }
  return both;
}

/** The users of `a` that are not in `b`. */
export function subtractUsers(a: UserRanges, b: UserRanges): UserRange[] {
  const rest: UserRange[] = [];
  let j = 0;
  for (const { from, to } of a) {
    let start = from;
    for (let cut = b[j]; cut !== undefined && cut.from < to; cut = b[j]) {
      append(rest, start, cut.from);
      start = Math.max(start, cut.to);
      if (cut.to > to) break;
      j += 1;
    }
    append(rest, start, to);
  }
  return rest;
}

/** The `k` lowest users of the set, or all of them when there are fewer. */
export function takeFirstUsers(ranges: UserRanges, k: number): UserRange[] {
  const taken: UserRange[] = [];
  let left = k;
  for (const { from, to } of ranges) {
    if (left <= 0) break;
    append(taken, from, Math.min(to, from + left));
    left -= to - from;
  }
  return taken;
}

/** The `k` highest users of the set, or all of them when there are fewer. */
export function takeLastUsers(ranges: UserRanges, k: number): UserRange[] {
  const kept = takeFirstUsers(ranges, countUsers(ranges) - Math.max(0, k));
  return subtractUsers(ranges, kept);
}
