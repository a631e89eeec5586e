// Random numbers that are a pure function of a seed and of indices such as (user, iteration), so
// that any worker draws what any other would have drawn. Not for secrets.
//
// The generator is xoshiro128** (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number
// generators", 2021). Its 128 bits of state are made by folding seed and indices into four lanes
// with the 32-bit finalizer of MurmurHash3 (A. Appleby); with 128 bits, no two streams meet.

/** Four words of state. */
export type RandomState = readonly [number, number, number, number];

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** A stream of random numbers. */
export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(state: RandomState) {
    [this.#a, this.#b, this.#c, this.#d] = state;
    // All zeros is the one state that the generator never leaves.
    if ((this.#a | this.#b | this.#c | this.#d) === 0) this.#a = 1;
  }

  /** An integer, 0 … 2^32 - 1. */
  nextUint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return result;
  }

  /** A number in [0, 1) with 53 random bits. */
  nextFloat(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** An integer, 0 … bound - 1; the bias is below bound / 2^53. */
  nextInt(bound: number): number {
    return Math.floor(this.nextFloat() * bound);
  }
}

/** The stream that belongs to a seed and a list of indices. Whole numbers up to 2^53 are told apart. */
export function seededRandom(seed: number, ...indices: readonly number[]): SeededRandom {
  const lanes: [number, number, number, number] = [0x243f6a88, 0x13198a2e, 0x299f31d0, 0x452821e6];
  fold(lanes, indices.length);
  for (const number of [seed, ...indices]) {
    fold(lanes, number);
    fold(lanes, Math.floor(number / 2 ** 32));
  }
  return new SeededRandom(lanes);
}

/** The first number in [0, 1) of that stream. */
export function randomAt(seed: number, ...indices: readonly number[]): number {
  return seededRandom(seed, ...indices).nextFloat();
}

/** Folds the low 32 bits of a number into every lane; the lanes differ by what they add. */
function fold(lanes: [number, number, number, number], word: number): void {
  lanes[0] = scramble((lanes[0] ^ word) + 0x9e3779b9);
  lanes[1] = scramble((lanes[1] ^ word) + 0x7f4a7c15);
  lanes[2] = scramble((lanes[2] ^ word) + 0xf39cc060);
  lanes[3] = scramble((lanes[3] ^ word) + 0x5cedc834);
}

/** Spreads every bit of a word over all of it. */
function scramble(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
