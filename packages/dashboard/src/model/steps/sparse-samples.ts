// A distribution as few pairs of bucket and count. A step of a second has some dozen samples, for which
// a whole histogram, walked bucket by bucket, costs ten times as much as its bytes.
import { checkFrame, visitCheckedFrame } from "@gadfly/shared/metrics/hdr-codec";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import type { CountedSamples } from "@gadfly/shared/metrics/histogram";

class SparseSamples implements CountedSamples {
  readonly #buckets: readonly number[];
  readonly #counts: ReadonlyMap<number, number>;
  readonly count: number;
  readonly min: number;
  readonly max: number;

  constructor(counts: ReadonlyMap<number, number>, min: number, max: number) {
    // Those of one frame are in order already.
    this.#buckets = [...counts.keys()].sort((a, b) => a - b);
    this.#counts = counts;
    this.count = [...counts.values()].reduce((sum, count) => sum + count, 0);
    this.min = min;
    this.max = max;
  }

  forEachBucket(visit: (bucket: number, count: number) => void): void {
    for (const bucket of this.#buckets) visit(bucket, this.#counts.get(bucket) ?? 0);
  }
}

/** All samples of these frames; null when there is none. */
export const samplesOf = (frames: readonly HistogramFrame[]): CountedSamples | null => {
  const counts = new Map<number, number>();
  let min = Infinity;
  let max = 0;
  for (const frame of frames) {
    const checked = checkFrame(frame);
    if (!checked.ok || checked.value.totals.count === 0) continue;
    min = Math.min(min, checked.value.totals.min);
    max = Math.max(max, checked.value.totals.max);
    visitCheckedFrame(checked.value, (bucket, count) => {
      counts.set(bucket, (counts.get(bucket) ?? 0) + count);
    });
  }
  return counts.size === 0 ? null : new SparseSamples(counts, min, max);
};
