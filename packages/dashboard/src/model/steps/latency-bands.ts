// Bands of latency, evenly spaced on a logarithmic scale from 1 µs to 1 h. They are the same for every
// run and step, so a step is sorted into them once.
import { bucketCount, middleOf, highestValue } from "@gadfly/shared/metrics/hdr-layout";
import type { Histogram } from "@gadfly/shared/metrics/histogram";

const bandsInDecade = 16;
const bandCount = Math.ceil(Math.log10(highestValue) * bandsInDecade);

/** The band of a value in microseconds; what is below the first band is in it. */
const bandOf = (microseconds: number): number =>
  Math.min(bandCount - 1, Math.floor(Math.log10(Math.max(1, microseconds)) * bandsInDecade));

// A bucket that two bands share goes whole to the one that holds its middle.
const bandOfBucket = Uint8Array.from({ length: bucketCount }, (_, bucket) =>
  bandOf(middleOf(bucket)),
);

/** Lower edge of a band, or the upper end of the one before, in ms. */
export const edgeMs = (band: number): number => 10 ** (band / bandsInDecade) / 1000;

/** How many samples each band has. */
export interface BandCounts {
  /** The lowest band that has any. */
  readonly first: number;
  readonly counts: readonly number[];
}

/** The samples of a histogram by band; null when it is empty. */
export const countBands = (histogram: Histogram): BandCounts | null => {
  const all: number[] = [];
  histogram.forEachBucket((bucket, count) => {
    const band = bandOfBucket[bucket] ?? 0;
    while (all.length <= band) all.push(0);
    all[band] = (all[band] ?? 0) + count;
  });
  const first = all.findIndex((count) => count > 0);
  return first < 0 ? null : { first, counts: all.slice(first) };
};
