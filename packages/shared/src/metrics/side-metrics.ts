// The metrics that say on which side time was spent: the server's own account, and the generator's health.
import { latency, type MetricRow, value } from "./metric-row.ts";

/** Server, errors and generator, in the order of tables. */
export const sideMetrics = [
  {
    ...latency,
    name: "server_queue",
    title: "Queue time, as the server says",
    shortTitle: "srv queue",
    population: "succeeded requests whose server tells",
    formula: "from the server's own clock",
  },
  {
    ...latency,
    name: "server_ttft",
    title: "Time to first token, as the server says",
    shortTitle: "srv TTFT",
    population: "succeeded requests whose server tells",
    formula: "from the server's own clock; without its queue where it tells that apart",
  },
  {
    ...latency,
    name: "server_e2e",
    title: "End-to-end latency, as the server says",
    shortTitle: "srv E2E",
    population: "succeeded requests whose server tells",
    formula: "from the server's own clock",
  },
  {
    ...value,
    name: "error_rate",
    title: "Error rate",
    shortTitle: "errors",
    unit: "ratio",
    better: "lower",
    population: "ended requests, cancelled ones left out",
    formula: "failed ÷ (succeeded + failed)",
  },
  {
    ...latency,
    name: "client_loop_delay",
    title: "Event loop delay of the generator",
    shortTitle: "loop",
    population: "ticks of each worker's own 10 ms timer",
    formula: "time of the tick − time it was due",
  },
  {
    name: "client_cpu",
    title: "Processor use of the generator",
    shortTitle: "cpu",
    unit: "ratio",
    kind: "histogram",
    scale: 1000,
    better: "lower",
    population: "intervals of each worker",
    formula: "user and system time of the process ÷ length of the interval",
  },
  {
    ...latency,
    name: "client_gc",
    title: "Garbage collection of the generator",
    shortTitle: "gc",
    population: "intervals of each worker",
    formula: "time spent collecting garbage in the interval",
  },
] as const satisfies readonly MetricRow[];
