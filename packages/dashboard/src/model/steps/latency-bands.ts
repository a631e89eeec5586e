// Bands of latency, evenly spaced on a logarithmic scale from 1 µs to 1 h. They are the same for every
// run and step, so a step is sorted into them once.
import { bucketCount, highestValue, middleOf } from "@gadfly/shared/metrics/hdr-layout";
import type { CountedSamples } from "@gadfly/shared/metrics/histogram";

const bandsInDecade = 16;
const bandCount = Math.ceil(Math.log10(highestValue) * bandsInDecade);

/** The band of a value in microseconds; what is below the first band is in it. */
const bandOf = (microseconds: number): number =>
  Math.min(bandCount - 1, Math.floor(Math.log10(Math.max(1, microseconds)) * bandsInDecade));

// A bucket that two bands share goes whole to the one that holds its middle.
const bandOfBucket = Uint8Array.from({ length: bucketCount }, (_, bucket) =>
  bandOf(middleOf(bucket)),
);

/** Lower edge of a band, which is the upper end of the one before, in ms. */
export const edgeMs = (band: number): number => 10 ** (band / bandsInDecade) / 1000;

/** How many samples each band has. */
export interface BandCounts {
  /** The lowest band that has any. */
  readonly first: number;
  readonly counts: readonly number[];
}

/** The samples by band. */
export const countBands = (samples: CountedSamples): BandCounts => {
  const counts: number[] = [];
  let first = -1;
  samples.forEachBucket((bucket, count) => {
    const band = bandOfBucket[bucket] ?? 0;
    if (first < 0) first = band;
    while (counts.length <= band - first) counts.push(0);
    counts[band - first] = (counts[band - first] ?? 0) + count;
  });
  return { first: Math.max(0, first), counts };
};
