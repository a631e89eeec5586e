// The generators' own health as metrics, beside those of the server: one sample of CPU and garbage
// collection per worker and interval, and every beat of the workers' 10 ms timers.
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import { summarize } from "@gadfly/shared/metrics/statistics";
import type { MetricsByName } from "@gadfly/shared/result/result-statistics";
import type { WorkerInterval } from "../journal/journal-record.ts";

/** Health of all workers over the run. */
export class ClientHealth {
  readonly #histograms = {
    client_loop_delay: new Histogram(),
    client_cpu: new Histogram(),
    client_gc: new Histogram(),
  };

  /** Takes one worker's interval. */
  add({ loopDelay, cpu, gcMs }: WorkerInterval): void {
    addFrame(this.#histograms.client_loop_delay, loopDelay);
    this.#histograms.client_cpu.record(cpu * scaleOf("client_cpu"));
    this.#histograms.client_gc.record(gcMs * scaleOf("client_gc"));
  }

  /** The three metrics, as far as there are samples. */
  metrics(): MetricsByName {
    const metrics: MetricsByName = {};
    for (const [name, histogram] of Object.entries(this.#histograms)) {
      const row = findMetric(name);
      if (row === undefined || histogram.isEmpty()) continue;
      metrics[name] = { unit: row.unit, ...summarize(histogram, row.scale) };
    }
    return metrics;
  }
}

const scaleOf = (metric: string): number => findMetric(metric)?.scale ?? 1;
