// Numbers of 16 bits, as the weights of the model are stored: 1 bit sign, 5 bits exponent, 10 bits fraction.

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/** What the exponents of the two formats differ by. */
const biasDifference = 127 - 15;
const largestExponent = 30;

/**
 * The bits of the number, its fraction cut off. Too small becomes zero and too large the largest binade:
 * weights are neither, and the engine would take an infinity as it stands.
 */
export function toHalfBits(value: number): number {
  single[0] = value;
  const bits = singleBits[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - biasDifference;
  const fraction = (bits >>> 13) & 0x3ff;
  if (exponent <= 0) return sign;
  if (exponent > largestExponent) return sign | (largestExponent << 10) | 0x3ff;
  return sign | (exponent << 10) | fraction;
}
