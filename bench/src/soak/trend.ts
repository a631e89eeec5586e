// A straight line through samples over time, and how sure one may be of its slope.

/** A value at a moment. */
export interface Sample {
  /** Seconds. */
  readonly t: number;
  readonly value: number;
}

/** How a value changes. */
export interface Trend {
  /** Per hour. */
  readonly slope: number;
  /** Twice the standard error of the slope, per hour. */
  readonly noise: number;
}

const secondsPerHour = 3_600;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Least squares; three samples are the least of which an error can be told. */
export function trendOf(samples: readonly Sample[]): Trend {
  if (samples.length < 3) throw new RangeError("three samples at least make a trend");
  const t = meanOf(samples.map((sample) => sample.t));
  const value = meanOf(samples.map((sample) => sample.value));
  const spread = samples.reduce((sum, sample) => sum + (sample.t - t) ** 2, 0);
  const product = samples.reduce((sum, sample) => sum + (sample.t - t) * (sample.value - value), 0);
  const slope = product / spread;
  const residual = samples.reduce(
    (sum, sample) => sum + (sample.value - value - slope * (sample.t - t)) ** 2,
    0,
  );
  const error = Math.sqrt(residual / (samples.length - 2) / spread);
  return { slope: slope * secondsPerHour, noise: 2 * error * secondsPerHour };
}
