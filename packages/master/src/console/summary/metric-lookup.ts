// Finds a metric in a result by name and shape; what was never recorded is absent.
import {
  type HistogramStatistics,
  isHistogramStatistics,
  type MetricsByName,
} from "@gadfly/shared/result/result-statistics";

/** The distribution of this name, or null when it is missing or empty. */
export function distribution(metrics: MetricsByName, name: string): HistogramStatistics | null {
  const metric = metrics[name];
  return isHistogramStatistics(metric) && metric.count > 0 ? metric : null;
}

/** The single value of this name, or null when it is missing. */
export function valueOf(metrics: MetricsByName, name: string): number | null {
  const metric = metrics[name];
  return metric === undefined || isHistogramStatistics(metric) ? null : metric.value;
}
