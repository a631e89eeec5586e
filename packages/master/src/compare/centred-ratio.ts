// One ratio over the blocks of two runs: its studentized difference for any deal of the blocks, and how
// much neighbouring blocks know of each other. The formulas and their sources stand in block-test.ts.

/** What one run contributes to a ratio: a numerator and a denominator for each block, in order of time. */
export interface BlockSeries {
  readonly x: readonly number[];
  readonly n: readonly number[];
}

/** A ratio in both runs. Every ratio of a test has the same blocks. */
export interface BlockPair {
  readonly baseline: BlockSeries;
  readonly run: BlockSeries;
}

/** The same deal summed in another order must not look smaller than itself. */
export const roundingRoom = 1e-9;

/** Sums over some blocks. */
interface Sums {
  e: number;
  n: number;
  ee: number;
  en: number;
  nn: number;
}

const noSums = (): Sums => ({ e: 0, n: 0, ee: 0, en: 0, nn: 0 });

/** One ratio, with the ratio of both runs together taken off, so that squares lose no digits. */
export class CentredRatio {
  readonly #e: readonly number[];
  readonly #n: readonly number[];
  readonly #baselineBlocks: number;
  readonly #all: Sums;
  /** Whether the blocks differ at all. */
  readonly varies: boolean;
  /** Correlation of neighbouring blocks within the runs. */
  readonly rho: number;

  constructor({ baseline, run }: BlockPair) {
    const x = [...baseline.x, ...run.x];
    const n = [...baseline.n, ...run.n];
    const size = sum(n);
    this.#n = size === 0 ? n : n.map((value) => value / size);
    this.#baselineBlocks = baseline.x.length;
    const e = residuals(x, this.#n);
    // Both in units of their own size, so that no square is near the limits of a double.
    const scale = Math.sqrt(sum(e.map((value) => value * value)));
    // What rounding leaves of nothing is nothing.
    this.varies = scale > 1e-9 * sum(x.map(Math.abs));
    this.#e = e.map((value) => (this.varies ? value / scale : 0));
    this.#all = noSums();
    for (let at = 0; at < x.length; at += 1) this.#add(this.#all, at);
    this.rho = this.#correlation();
  }

  /** T when the first `count` blocks of `order` are the baseline. */
  t(order: readonly number[], count: number): number {
    const { e, n, ee, en, nn } = this.#all;
    const front = noSums();
    for (let place = 0; place < count; place += 1) this.#add(front, order[place] ?? 0);
    const back = {
      e: e - front.e,
      n: n - front.n,
      ee: ee - front.ee,
      en: en - front.en,
      nn: nn - front.nn,
    };
    const difference = ratioOf(back) - ratioOf(front);
    const variance = varianceOf(front, count) + varianceOf(back, order.length - count);
    if (Math.abs(difference) < roundingRoom) return 0;
    return variance > 0 ? difference / Math.sqrt(variance) : Math.sign(difference) * largestT;
  }

  /** T as the blocks lay, shrunk for what neighbours know of each other. */
  observed(neighbours: number): number {
    const blocks = this.#e.length;
    const order = Array.from({ length: blocks }, (_, place) => place);
    const rho = Math.max(this.rho, neighbours) + 0.5 / Math.sqrt(blocks);
    return shrink(this.t(order, this.#baselineBlocks), rho, blocks - 2);
  }

  #correlation(): number {
    const cut = this.#baselineBlocks;
    const before = residuals(this.#e.slice(0, cut), this.#n.slice(0, cut));
    const after = residuals(this.#e.slice(cut), this.#n.slice(cut));
    const squares = sum([...before, ...after].map((value) => value * value));
    if (squares < 1e-12) return 0;
    const measured = (products(before) + products(after)) / squares;
    return measured + (1 + 3 * Math.max(0, measured)) / (this.#e.length / 2 - 1);
  }

  #add(into: Sums, block: number): void {
    const e = this.#e[block] ?? 0;
    const n = this.#n[block] ?? 0;
    into.e += e;
    into.n += n;
    into.ee += e * e;
    into.en += e * n;
    into.nn += n * n;
  }
}

/** Where there is a difference and no spread at all. */
const largestT = 1e6;
/** Beyond it the estimate says no more than that it is large. */
const largestRho = 0.95;

const shrink = (t: number, given: number, freedom: number): number => {
  const rho = Math.min(largestRho, Math.max(0, given));
  const left = (1 - rho) / (1 + rho);
  const kept = Math.max(1, freedom * left);
  const z2 = kept * Math.log1p((t * t * left) / kept);
  return Math.sign(t) * Math.min(largestT, Math.sqrt(freedom * Math.expm1(z2 / freedom)));
};

/** Their sum. */
export const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** What each block has more or less than the ratio of all of them. */
const residuals = (x: readonly number[], n: readonly number[]): number[] => {
  const size = sum(n);
  const ratio = size === 0 ? 0 : sum(x) / size;
  return x.map((value, at) => value - ratio * (n[at] ?? 0));
};

/** Σ of each value times the one before. */
const products = (values: readonly number[]): number => {
  let total = 0;
  let previous = 0;
  for (const value of values) {
    total += value * previous;
    previous = value;
  }
  return total;
};

const ratioOf = ({ e, n }: Sums): number => (n === 0 ? 0 : e / n);

const varianceOf = (sums: Sums, blocks: number): number => {
  const ratio = ratioOf(sums);
  const squares = sums.ee - 2 * ratio * sums.en + ratio * ratio * sums.nn;
  // What rounding leaves of zero is zero.
  const spread = squares > 1e-12 ? squares : 0;
  return sums.n === 0 ? 0 : ((blocks / (blocks - 1)) * spread) / (sums.n * sums.n);
};
