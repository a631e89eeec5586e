// The distributions that simulated workers report: log-normal, as latencies are, drawn once and used
// again and again, so that making snapshots costs little beside taking them.
import { seededRandom } from "@gadfly/shared/load/seeded-random";
import { encodeHistogram } from "@gadfly/shared/metrics/hdr-codec";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import { Histogram } from "@gadfly/shared/metrics/histogram";

/** One distribution, as an object and as it travels. */
export interface PooledHistogram {
  readonly histogram: Histogram;
  readonly frame: HistogramFrame;
}

const spread = 0.5;
const stream = 4711;

const draw = (median: number, count: number, seed: number): PooledHistogram => {
  const random = seededRandom(seed, stream, median, count);
  const histogram = new Histogram();
  for (let drawn = 0; drawn < count; drawn++) {
    // Box and Muller: 1 - x is never 0.
    const radius = Math.sqrt(-2 * Math.log(1 - random.nextFloat()));
    const normal = radius * Math.cos(2 * Math.PI * random.nextFloat());
    histogram.record(median * Math.exp(spread * normal));
  }
  return { histogram, frame: encodeHistogram(histogram) };
};

/** `size` different distributions of `count` values around `median`. */
export const createPool = (median: number, count: number, size: number): PooledHistogram[] =>
  Array.from({ length: size }, (_, seed) => draw(median, count, seed));

/** `times` × the samples of a histogram, by doubling. */
export const addTimes = (into: Histogram, histogram: Histogram, times: number): void => {
  const power = new Histogram();
  power.add(histogram);
  for (let left = times; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) into.add(power);
    power.add(power);
  }
};
