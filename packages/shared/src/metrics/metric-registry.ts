// Every metric there is, one row each. Console, page, results, objectives and docs/metrics.md read
// these rows; a metric that has no row does not exist.

/** What is known about a metric without measuring it. */
export interface MetricRow {
  /** Name in results and objectives. */
  readonly name: string;
  readonly title: string;
  /** For a narrow column. */
  readonly shortTitle: string;
  readonly unit: "ms" | "tokens" | "tokens/s" | "requests/s" | "ratio";
  /** A distribution of samples, or one number for a window. */
  readonly kind: "histogram" | "value";
  /** Stored integers per unit; 1 for values, which are not stored as integers. */
  readonly scale: number;
  readonly better: "lower" | "higher" | "neutral";
  /** What contributes one sample, or what the window counts. */
  readonly population: string;
  readonly formula: string;
}

const latency = { unit: "ms", kind: "histogram", scale: 1000, better: "lower" } as const;
const tokens = { unit: "tokens", kind: "histogram", scale: 1, better: "neutral" } as const;
const value = { kind: "value", scale: 1 } as const;

const streamed = "streamed requests with a token, also cancelled ones";
const completed = "succeeded requests; cancelled ones are censored and counted";
const withUsage = "requests whose count is known, also cancelled ones";

/** Every metric, in the order of tables. */
export const metricRegistry = [
  {
    ...latency,
    name: "ttft",
    title: "Time to first token",
    shortTitle: "TTFT",
    population: streamed,
    formula: "firstTokenAt − sentAt",
  },
  {
    ...latency,
    name: "ttft_scheduled",
    title: "Time to first token since due",
    shortTitle: "TTFT due",
    population: streamed,
    formula: "firstTokenAt − scheduledAt",
  },
  {
    ...latency,
    name: "ttfa",
    title: "Time to first answer",
    shortTitle: "TTFA",
    population: "streamed requests with content that is not reasoning, also cancelled ones",
    formula: "firstAnswerAt − sentAt",
  },
  {
    ...latency,
    name: "e2e",
    title: "End-to-end latency",
    shortTitle: "E2E",
    population: completed,
    formula: "lastTokenAt − sentAt; not streamed: endedAt − sentAt",
  },
  {
    ...latency,
    name: "e2e_scheduled",
    title: "End-to-end latency since due",
    shortTitle: "E2E due",
    population: completed,
    formula: "lastTokenAt − scheduledAt; not streamed: endedAt − scheduledAt",
  },
  {
    ...latency,
    name: "ttlb",
    title: "Time to last byte",
    shortTitle: "TTLB",
    population: completed,
    formula: "endedAt − sentAt",
  },
  {
    ...latency,
    name: "tpot",
    title: "Time per output token",
    shortTitle: "TPOT",
    population: "succeeded streamed requests with N > k₁; cancelled ones are censored and counted",
    formula: "(lastTokenAt − firstTokenAt) ÷ (N − k₁)",
  },
  {
    ...latency,
    name: "ntpot",
    title: "Normalized time per output token",
    shortTitle: "NTPOT",
    population: "succeeded requests with output tokens; cancelled ones are censored and counted",
    formula: "e2e ÷ N",
  },
  {
    ...latency,
    name: "chunk_gap",
    title: "Gap between token events",
    shortTitle: "gap",
    population:
      "pairs of consecutive token events, of all requests together; events in one read count as one, the rest as coalesced",
    formula: "time of a token event − time of the one before",
  },
  {
    ...latency,
    name: "token_gap",
    title: "Gap per token",
    shortTitle: "gap/tok",
    population: "tokens after the first event: each gap counts once per token of its event",
    formula:
      "chunk_gap ÷ tokens in the event; those are estimated from the usage of earlier requests",
  },
  {
    ...latency,
    name: "max_stall",
    title: "Longest stall",
    shortTitle: "stall",
    population: "streamed requests with two token events or more, also cancelled ones",
    formula: "the longest chunk_gap of a request",
  },
  {
    ...latency,
    name: "schedule_lag",
    title: "Schedule lag",
    shortTitle: "lag",
    population: "started requests",
    formula: "sentAt − scheduledAt",
  },
  {
    ...latency,
    name: "connect",
    title: "Connection set-up",
    shortTitle: "connect",
    population: "requests that needed a new connection",
    formula: "connection ready (with TLS) − connection attempted",
  },
  {
    ...tokens,
    name: "input_tokens",
    title: "Input tokens",
    shortTitle: "in tok",
    population: withUsage,
    formula: "the server's usage; otherwise tokenizer, marked estimated",
  },
  {
    ...tokens,
    name: "output_tokens",
    title: "Output tokens",
    shortTitle: "out tok",
    population: withUsage,
    formula: "the server's usage; otherwise tokenizer, otherwise token events, marked estimated",
  },
  {
    ...tokens,
    name: "reasoning_tokens",
    title: "Reasoning tokens",
    shortTitle: "reason tok",
    population: withUsage,
    formula: "the part of output_tokens that the server's usage calls reasoning",
  },
  {
    ...tokens,
    name: "cached_tokens",
    title: "Cached input tokens",
    shortTitle: "cached tok",
    population: withUsage,
    formula: "the part of input_tokens that the server's usage calls cached",
  },
  {
    ...value,
    name: "output_tps",
    title: "Output tokens per second",
    shortTitle: "out tok/s",
    unit: "tokens/s",
    better: "higher",
    population: "output tokens that arrived in the window, of all requests",
    formula: "output tokens ÷ window; a token belongs to the second of its event",
  },
  {
    ...value,
    name: "input_tps",
    title: "Input tokens per second",
    shortTitle: "in tok/s",
    unit: "tokens/s",
    better: "higher",
    population: "input tokens of the requests whose first token arrived in the window",
    formula: "input tokens ÷ window",
  },
  {
    ...value,
    name: "rps",
    title: "Requests per second",
    shortTitle: "req/s",
    unit: "requests/s",
    better: "higher",
    population: "requests that succeeded or failed in the window",
    formula: "(succeeded + failed) ÷ window",
  },
  {
    ...value,
    name: "goodput",
    title: "Goodput",
    shortTitle: "goodput",
    unit: "requests/s",
    better: "higher",
    population: "succeeded requests that met every objective",
    formula: "requests meeting every objective ÷ window",
  },
  {
    name: "user_tps",
    title: "Output speed seen by a user",
    shortTitle: "tok/s/user",
    unit: "tokens/s",
    kind: "histogram",
    scale: 1000,
    better: "higher",
    population: "the requests of tpot",
    formula: "1 ÷ tpot",
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

type KnownMetric = (typeof metricRegistry)[number];

/** Name of a metric. */
export type MetricName = KnownMetric["name"];

/** Name of a metric that is recorded as a distribution. */
export type HistogramMetricName = Extract<KnownMetric, { kind: "histogram" }>["name"];

/** Names of the metrics that are recorded as distributions. */
export const histogramMetricNames: readonly HistogramMetricName[] = metricRegistry
  .filter((row) => row.kind === "histogram")
  .map((row) => row.name);

const rowsByName: ReadonlyMap<string, MetricRow> = new Map(
  metricRegistry.map((row) => [row.name, row]),
);

/** The row of a name that may come from anywhere; undefined when there is no such metric. */
export const findMetric = (name: string): MetricRow | undefined => rowsByName.get(name);
