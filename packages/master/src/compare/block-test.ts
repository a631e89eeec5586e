// The noise guard: may two runs differ by chance alone? It knows nothing of metrics; it is given pairs
// of numbers per block of time and compares ratios.
//
// Samples of one run are no independent draws: requests that share a queue share its length, a pause of
// the server meets all of them. A test that takes each sample for a witness of its own calls any two runs
// different. So the witnesses are blocks of consecutive seconds, long enough to know little of each other
// (batch means: B. Schmeiser, "Batch size effects in the analysis of simulation output", Operations
// Research 30, 1982), and everything that is compared is a ratio of two sums over blocks.
//
// With r = Σx ÷ Σn of one run and m blocks, the variance of r is that of a ratio estimator over clusters
// (W. Cochran, "Sampling Techniques", 1977, 6.4):
//
//     v = m ÷ (m − 1) · Σ (x − r·n)² ÷ (Σn)²          T = (rᵇ − rᵃ) ÷ √(vᵇ + vᵃ)
//
// How large T is by chance is not looked up but tried out: the blocks of both runs are dealt again at
// random, R times. Because T is studentized, this holds also when the runs spread differently
// (E. Chung, J. Romano, "Exact and asymptotically robust permutation tests", Annals of Statistics 41,
// 2013). All ratios are dealt together, and the largest |T| of each deal gives p-values that hold for all
// ratios at once (P. Westfall, S. Young, "Resampling-based multiple testing", 1993: single-step maxT):
//
//     p = (1 + deals with |T*| ≥ |T|) ÷ (R + 1)     adjusted: the same with the largest |T*| of the deal
//
// Blocks that still know of each other make T too large. From the correlation of neighbours, freed of its
// bias −(1 + 3ρ) ÷ (m − 1) (F. Marriott, J. Pope, Biometrika 41, 1954), ρ is the larger of the ratio's own
// and the mean of all that vary, and half a standard error on top. The mean of an AR(1) series has
// f = (1 + ρ) ÷ (1 − ρ) times the variance of independent blocks, and spread estimated from f times fewer
// of them. So T ÷ √f is read with ν ÷ f degrees of freedom and written with the ν of the deals, through
// z² = ν·ln(1 + t² ÷ ν), which is nearly normal for any ν. A negative ρ changes nothing.
import { type BlockPair, CentredRatio, roundingRoom, sum } from "./centred-ratio.ts";
import { seededRandom, type SeededRandom } from "@gadfly/shared/load/seeded-random";

/** What the test says of one ratio. */
export interface BlockVerdict {
  /** Studentized difference, run less baseline, shrunk for correlated blocks. */
  readonly t: number;
  /** Chance of a difference as large, for this ratio alone. */
  readonly p: number;
  /** Chance of one as large in any of the ratios. */
  readonly pAdjusted: number;
}

/** What the test says of all of them. */
export interface BlockOutcome {
  readonly verdicts: readonly BlockVerdict[];
  /** Mean correlation of neighbouring blocks; near 1 the blocks are hardly more than one witness. */
  readonly neighbours: number;
}

/** With fewer blocks in either run there are too few deals to tell anything from chance. */
export const fewestBlocks = 6;

/** Tests all pairs together; `deals` random exchanges of blocks, drawn from `seed`. */
export const testBlocks = (
  pairs: readonly BlockPair[],
  deals: number,
  seed: number,
): BlockOutcome => {
  const ratios = pairs.map((pair) => new CentredRatio(pair));
  const rhos = ratios.filter(({ varies }) => varies).map(({ rho }) => rho);
  const neighbours = rhos.length === 0 ? 0 : sum(rhos) / rhos.length;
  const observed = ratios.map((ratio) => ratio.observed(neighbours));
  const alone = observed.map(() => 1);
  const together = observed.map(() => 1);
  for (const sizes of dealBlocks(ratios, pairs[0], { deals, seed })) {
    const largest = Math.max(...sizes);
    for (const [at, t] of observed.entries()) {
      const size = Math.abs(t) - roundingRoom;
      if ((sizes[at] ?? 0) >= size) alone[at] = (alone[at] ?? 0) + 1;
      if (largest >= size) together[at] = (together[at] ?? 0) + 1;
    }
  }
  const verdicts = observed.map((t, at) => ({
    t,
    p: (alone[at] ?? 1) / (deals + 1),
    pAdjusted: (together[at] ?? 1) / (deals + 1),
  }));
  return { verdicts, neighbours };
};

/** The sizes of T in each deal. */
function* dealBlocks(
  ratios: readonly CentredRatio[],
  pair: BlockPair | undefined,
  { deals, seed }: { readonly deals: number; readonly seed: number },
): Generator<number[]> {
  if (pair === undefined) return;
  const count = pair.baseline.x.length;
  const order = Array.from({ length: count + pair.run.x.length }, (_, place) => place);
  const random = seededRandom(seed, order.length, count);
  for (let deal = 0; deal < deals; deal += 1) {
    shuffleFirst(order, count, random);
    yield ratios.map((ratio) => Math.abs(ratio.t(order, count)));
  }
}

/** Deals `count` blocks to the front, each set of them with the same chance (Fisher and Yates). */
const shuffleFirst = (order: number[], count: number, random: SeededRandom): void => {
  for (let place = 0; place < count; place += 1) {
    const from = place + random.nextInt(order.length - place);
    const block = order[from] ?? 0;
    order[from] = order[place] ?? 0;
    order[place] = block;
  }
};
