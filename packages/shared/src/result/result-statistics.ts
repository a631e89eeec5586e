// How one metric looks in a result: a distribution with percentiles, or a single value.
// Latencies are milliseconds with three decimals; the unit stands beside the numbers.
import { z } from "zod";

const unit = z.string().min(1).describe("Unit of every number of this metric, for example ms");

/**
 * A number that has no finite value when null: a percentile of a strict series that lies among
 * the failed requests, or any statistic of an empty distribution.
 */
const figure = (about: string) => z.number().nullable().describe(about);

/** A distribution, merged from the histograms of all workers. */
export const histogramStatistics = z
  .object({
    unit,
    count: z.int().nonnegative().describe("Number of samples"),
    min: figure("Smallest sample, exact"),
    max: figure("Largest sample, exact"),
    mean: figure("Sum of the samples divided by their count, exact"),
    stddev: figure("Standard deviation, from the histogram buckets"),
    p50: figure("Median"),
    p66: figure("66th percentile"),
    p75: figure("75th percentile"),
    p80: figure("80th percentile"),
    p90: figure("90th percentile"),
    p95: figure("95th percentile"),
    p98: figure("98th percentile"),
    p99: figure("99th percentile"),
    p99_9: figure("99.9th percentile"),
    p99_99: figure("99.99th percentile"),
  })
  .describe("A distribution; percentiles carry the ± 0.1 % of three significant digits");
export type HistogramStatistics = z.infer<typeof histogramStatistics>;

/** A metric that is one number for the whole window, such as requests per second. */
export const valueStatistic = z
  .object({ unit, value: figure("The value; null when there was nothing to compute it from") })
  .describe("A single value over the measured window");
export type ValueStatistic = z.infer<typeof valueStatistic>;

/** Either shape, told apart by the presence of `value`. */
export const metricStatistics = z.union([histogramStatistics, valueStatistic]);
export type MetricStatistics = z.infer<typeof metricStatistics>;

/** Statistics by metric name. Names are those of the metric registry; readers skip unknown ones. */
export const metricsByName = z.record(z.string(), metricStatistics);
export type MetricsByName = z.infer<typeof metricsByName>;

/** True when the metric is a distribution. */
export const isHistogramStatistics = (
  metric: MetricStatistics | undefined,
): metric is HistogramStatistics => metric !== undefined && "p50" in metric;
