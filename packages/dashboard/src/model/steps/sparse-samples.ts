// A distribution as few pairs of bucket and count, in order of value. A step of a second has some dozen
// samples, for which a whole histogram, walked bucket by bucket, costs ten times as much as its bytes.
import {
  addCheckedFrame,
  type CheckedFrame,
  checkFrame,
  visitCheckedFrame,
} from "@gadfly/shared/metrics/hdr-codec";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import { type CountedSamples, Histogram } from "@gadfly/shared/metrics/histogram";

/** The samples of one frame: its buckets are in order already. */
const readOne = (frame: CheckedFrame): CountedSamples => {
  const buckets: number[] = [];
  const counts: number[] = [];
  visitCheckedFrame(frame, (bucket, count) => {
    buckets.push(bucket);
    counts.push(count);
  });
  const { count, min, max } = frame.totals;
  return {
    count,
    min,
    max,
    forEachBucket: (visit) => {
      for (const [place, bucket] of buckets.entries()) visit(bucket, counts[place] ?? 0);
    },
  };
};

const readSeveral = (frames: readonly CheckedFrame[]): CountedSamples => {
  const sum = new Histogram();
  for (const frame of frames) addCheckedFrame(sum, frame);
  return sum;
};

/** All samples of these frames; null when there is none. */
export const samplesOf = (frames: readonly HistogramFrame[]): CountedSamples | null => {
  const checked = frames.flatMap((frame) => {
    const result = checkFrame(frame);
    return result.ok && result.value.totals.count > 0 ? [result.value] : [];
  });
  const [first] = checked;
  if (first === undefined) return null;
  return checked.length === 1 ? readOne(first) : readSeveral(checked);
};
