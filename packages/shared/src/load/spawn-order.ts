// The exact order in which several workers start their users, or let them go, at one rate.
// Each worker reckons its own moments alone; together they are the schedule of a single worker.
//
// User j of a list of m stands at (j + 0.5) / m. All users of all lists, sorted by that number and
// then by the list's order, get the ranks 0, 1, 2 …; rank k is due k / rate seconds after the start.
// So every list advances in proportion to its length, and no two users share a moment.

/** Several workers' lists laid out at one rate. The protocol's `schedule` carries this. */
export interface SpawnSchedule {
  /** When the first user of all lists is due. */
  readonly atMs: number;
  readonly ratePerS: number;
  /** How many users each list holds. */
  readonly counts: readonly number[];
  /** Which of the lists is meant. */
  readonly order: number;
}

/** Lists of one length: how many stand before ours and how many after. */
interface Peers {
  readonly length: number;
  before: number;
  after: number;
}

/** Who is due when in one list; asking costs a step per distinct list length, usually two. */
export class SpawnOrder {
  /** How many users our list holds. */
  readonly size: number;
  /** How many users all lists hold. */
  readonly total: number;
  readonly #atMs: number;
  readonly #ratePerS: number;
  readonly #peers: readonly Peers[];

  constructor(schedule: SpawnSchedule) {
    this.size = schedule.counts[schedule.order] ?? 0;
    this.total = schedule.counts.reduce((sum, count) => sum + count, 0);
    this.#atMs = schedule.atMs;
    this.#ratePerS = schedule.ratePerS;
    this.#peers = groupByLength(schedule.counts, schedule.order);
  }

  /** The place of our user j among the users of all lists. */
  rankOf(j: number): number {
    let rank = j;
    // User i of a list of n comes before ours when (2i+1)/n < (2j+1)/m: exact in integers.
    for (const { length, before, after } of this.#peers) {
      const reach = (2 * j + 1) * length;
      if (before > 0) rank += before * Math.floor((Math.floor(reach / this.size) + 1) / 2);
      if (after > 0) rank += after * Math.floor(Math.ceil(reach / this.size) / 2);
    }
    return rank;
  }

  /** When our user j is due. */
  dueAtMs(j: number): number {
    return this.#atMs + (this.rankOf(j) * 1000) / this.#ratePerS;
  }

  /** When the last user of all lists is due; the start when there is none. */
  lastDueAtMs(): number {
    return this.#atMs + (Math.max(0, this.total - 1) * 1000) / this.#ratePerS;
  }
}

/** The other lists by length; of lists with equal length only the side matters, for ties. */
function groupByLength(counts: readonly number[], order: number): Peers[] {
  const byLength = new Map<number, Peers>();
  counts.forEach((length, index) => {
    if (length === 0 || index === order) return;
    const peers = byLength.get(length) ?? { length, before: 0, after: 0 };
    byLength.set(length, peers);
    if (index < order) peers.before += 1;
    else peers.after += 1;
  });
  return [...byLength.values()];
}

/** The place of user j of list `order` among the users of all lists. For many users, keep a SpawnOrder. */
export function spawnRank(counts: readonly number[], order: number, j: number): number {
  return new SpawnOrder({ atMs: 0, ratePerS: 1, counts, order }).rankOf(j);
}

/** The moments of our users, one after another. */
export function* spawnTimes(schedule: SpawnSchedule): Generator<number> {
  const spawnOrder = new SpawnOrder(schedule);
  for (let j = 0; j < spawnOrder.size; j += 1) yield spawnOrder.dueAtMs(j);
}
