// Numbers that look random and are the same for the same seed, so that a model can be made again.

/** A sequence of numbers; `seed` is a whole number that is not 0. */
export class RandomNumbers {
  #state: number;

  constructor(seed: number) {
    if (seed >>> 0 === 0) throw new RangeError("this generator stands still at seed 0");
    this.#state = seed >>> 0;
  }

  /** Between 0 and 1, both excluded (xorshift of 32 bits). */
  uniform(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state >>> 0;
    return (this.#state + 0.5) / 2 ** 32;
  }

  /** A whole number from 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Of the normal distribution with mean 0 and variance 1 (Box and Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }
}
