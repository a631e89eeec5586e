// What the control reader allows gadfly, and when it says that nothing can be judged at all.
import { exactQuantile } from "./exact-statistics.ts";
import { errorsOf, type PairedMetric, type PairedSamples } from "./sample-pairs.ts";

/** The metrics whose errors are judged. */
export const judgedMetrics = ["ttft", "chunk_gap", "e2e"] as const satisfies PairedMetric[];

/** Above this error of the control, nothing can be said about gadfly. */
const noisyControlMs = 5;

/** The p99 of a client's errors in one metric. */
export const errorP99 = ({ metrics }: PairedSamples, metric: PairedMetric): number =>
  exactQuantile(errorsOf(metrics[metric]), 0.99);

/** The largest p99 of a client's errors that the control allows: twice its own, and one millisecond. */
export const allowedP99 = (control: PairedSamples, metric: PairedMetric): number =>
  2 * errorP99(control, metric) + 1;

/** How far a percentile may be off by what the stamps are off. */
export const stampErrorMs = (control: PairedSamples, metric: PairedMetric): number =>
  errorP99(control, metric) + 1;

/** Three significant digits, and the rounding of each time to a microsecond. */
export const histogramErrorMs = (exactMs: number): number => 0.001 * exactMs + 0.001;

/** Why this machine is too noisy to judge by, in a sentence; null when it is not. */
export const findNoise = (control: PairedSamples): string | null => {
  const worstMs = Math.max(...judgedMetrics.map((metric) => errorP99(control, metric)));
  return worstMs > noisyControlMs
    ? `machine too noisy: the control's own p99 error is ${worstMs.toFixed(2)} ms, more than ${noisyControlMs} ms`
    : null;
};
