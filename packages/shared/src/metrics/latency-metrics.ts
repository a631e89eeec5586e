// The metrics of one request's times, as the client sees them.
import { latency, type MetricRow } from "./metric-row.ts";

const streamed = "streamed requests with a token, also cancelled ones";
const completed = "succeeded requests; cancelled ones are censored and counted";

/** Latencies, in the order of tables. */
export const latencyMetrics = [
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
    name: "ttfr",
    title: "Time to first reasoning",
    shortTitle: "TTFR",
    population: "streamed requests with reasoning, also cancelled ones",
    formula: "firstReasoningAt − sentAt",
  },
  {
    ...latency,
    name: "ttft_tool",
    title: "Time to first tool call",
    shortTitle: "TT tool",
    population: "streamed requests with a tool call, also cancelled ones",
    formula: "firstToolAt − sentAt",
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
    formula:
      "(lastTokenAt − firstTokenAt) ÷ (N − k₁); with --choices, N is of all answers together",
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
    formula:
      "the longest chunk_gap of a request; of a cancelled one also the silence before its end",
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
] as const satisfies readonly MetricRow[];
