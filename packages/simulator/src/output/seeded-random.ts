// Small seeded random numbers: the same seed and names give the same sequence in every process.

/** Gives the next number, at least 0 and below 1. */
export type Random = () => number;

const mix = (value: number): number => {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
};

const hashText = (start: number, text: string): number => {
  let hash = start;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193);
  return mix(hash);
};

/** A sequence of its own for each combination of seed and names. */
export const createRandom = (seed: number, ...names: readonly string[]): Random => {
  let state = mix(seed ^ 0x9e37_79b9);
  for (const name of names) state = hashText(state, name);
  return () => {
    state = (state + 0x9e37_79b9) | 0;
    return mix(state) / 0x1_0000_0000;
  };
};
