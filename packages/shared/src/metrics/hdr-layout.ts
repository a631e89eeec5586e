// Where a value is counted: index arithmetic of the HDR histogram layout with three significant
// digits. Values below 2048 have a bucket each; above, every octave is cut into 1024 equal buckets,
// so that a bucket is never wider than 1/1024 of the values in it. Pure integers, no state.

/** Smallest value told apart from zero. */
export const lowestValue = 1;

/** Largest value that is counted as itself: one hour in microseconds. */
export const highestValue = 3_600_000_000;

/** Decimal digits that a bucket keeps. */
export const significantDigits = 3;

/** Buckets in one octave, as a power of two. */
export const octaveBits = 10;

/** Buckets in one octave. */
export const octaveSize = 1 << octaveBits;

const firstOctaveTop = octaveSize * 2;
const exponentAtNoLeadingZeros = 31 - octaveBits;

/** The bucket that counts `value`, an integer from 0 to `highestValue`. */
export const bucketOf = (value: number): number => {
  if (value < firstOctaveTop) return value;
  const exponent = exponentAtNoLeadingZeros - Math.clz32(value);
  return exponent * octaveSize + (value >>> exponent);
};

/** Octaves that hold every bucket; the values 0 to 1023 count as one. */
export const octaveCount = (bucketOf(highestValue) >> octaveBits) + 1;

/** Number of buckets that a value may fall into. */
export const bucketCount = bucketOf(highestValue) + 1;

const exponentOf = (bucket: number): number =>
  bucket < firstOctaveTop ? 0 : (bucket >> octaveBits) - 1;

/** How many integers share the bucket. */
export const bucketWidth = (bucket: number): number => 1 << exponentOf(bucket);

/** Smallest value counted in the bucket. */
export const lowestIn = (bucket: number): number => {
  const exponent = exponentOf(bucket);
  return (bucket - exponent * octaveSize) * (1 << exponent);
};

/** Largest value counted in the bucket. */
export const highestIn = (bucket: number): number => lowestIn(bucket) + bucketWidth(bucket) - 1;

/** The middle of the bucket, rounded up. */
export const middleOf = (bucket: number): number => lowestIn(bucket) + (bucketWidth(bucket) >> 1);
