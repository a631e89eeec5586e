// From one finished request to the metrics it contributes. Pure; the formulas of docs/metrics.md.
import type { HistogramMetricName } from "@gadfly/shared/metrics/metric-registry";
import type { RequestRecord } from "../http/request-record.ts";

/** A metric's value in its own unit: milliseconds, tokens, tokens per second. */
export type Measure = readonly [metric: HistogramMetricName, value: number];

/** Where the number of output tokens came from. */
export type TokenSource = "usage" | "events";

/** Output tokens of a request. */
export interface TokenCount {
  readonly tokens: number;
  readonly source: TokenSource;
}

/**
 * N: streamed output tokens as the server's usage says, less reasoning tokens when none were seen
 * (they were generated out of sight); else as token ids or logprobs of every event tell; else one per
 * token event, which is an estimate.
 */
export const countOutputTokens = (record: RequestRecord): TokenCount => {
  const reported = record.usage?.outputTokens ?? null;
  if (reported === null) {
    const { toldTokens, toldEvents, tokenEvents } = record;
    const isTold = toldTokens > 0 && toldEvents === tokenEvents;
    return isTold
      ? { tokens: toldTokens, source: "usage" }
      : { tokens: tokenEvents, source: "events" };
  }
  const hidden = record.sawReasoning ? 0 : (record.usage?.reasoningTokens ?? 0);
  return { tokens: Math.max(0, reported - hidden), source: "usage" };
};

const sinceSent = (
  record: RequestRecord,
  metric: HistogramMetricName,
  atMs: number | null,
): Measure[] => (atMs === null ? [] : [[metric, atMs - record.sentAtMs]]);

const sinceScheduled = (
  record: RequestRecord,
  metric: HistogramMetricName,
  atMs: number | null,
): Measure[] => (atMs === null ? [] : [[metric, atMs - record.scheduledAtMs]]);

const ifStreamed = (record: RequestRecord, atMs: number | null): number | null =>
  record.firstTokenAtMs === null ? null : atMs;

/** What counts whatever became of the request. */
const measureStart = (record: RequestRecord): Measure[] => [
  ["schedule_lag", record.sentAtMs - record.scheduledAtMs],
  ...(record.connectMs === null ? [] : [["connect", record.connectMs] as const]),
  ...sinceSent(record, "ttft", record.firstTokenAtMs),
  ...sinceScheduled(record, "ttft_scheduled", record.firstTokenAtMs),
  // A body that came in one piece has no first answer either, only an end.
  ...sinceSent(record, "ttfa", ifStreamed(record, record.firstAnswerAtMs)),
  ...sinceSent(record, "ttfr", ifStreamed(record, record.firstReasoningAtMs)),
  ...sinceSent(record, "ttft_tool", ifStreamed(record, record.firstToolAtMs)),
];

/** Time per output token after the first event, whose k₁ tokens came with it. */
const measureTpot = (record: RequestRecord, { tokens, source }: TokenCount): Measure[] => {
  const { firstTokenAtMs, lastTokenAtMs, tokenEvents } = record;
  if (firstTokenAtMs === null || lastTokenAtMs === null || tokenEvents === 0) return [];
  // N and k₁ must count the same things: without usage both count events.
  const told = source === "usage" ? record.firstEventTokens : null;
  const firstTokens = told ?? tokens / tokenEvents;
  // All in one read, they show no pace.
  if (tokens <= firstTokens || lastTokenAtMs <= firstTokenAtMs) return [];
  const tpotMs = (lastTokenAtMs - firstTokenAtMs) / (tokens - firstTokens);
  return [
    ["tpot", tpotMs],
    ["user_tps", 1000 / tpotMs],
  ];
};

const measureTokens = (record: RequestRecord, count: TokenCount): Measure[] => {
  const usage = record.usage;
  const measures: Measure[] = [];
  const add = (metric: HistogramMetricName, value: number | null | undefined) => {
    if (value !== null && value !== undefined) measures.push([metric, value]);
  };
  add("input_tokens", usage?.inputTokens);
  // As the server counts, hidden reasoning included. A body that came in one piece and without
  // usage tells nothing about tokens.
  if (count.source === "usage") add("output_tokens", usage?.outputTokens ?? count.tokens);
  else if (record.tokenEvents > 0) add("output_tokens", count.tokens);
  add("reasoning_tokens", usage?.reasoningTokens);
  add("cached_tokens", usage?.cachedTokens);
  return measures;
};

const measureStall = ({ maxStallMs }: RequestRecord): Measure[] =>
  maxStallMs === null ? [] : [["max_stall", maxStallMs]];

/** By the server's own clock: beside ours it says which side the time was spent on. */
const measureServer = ({ timings }: RequestRecord): Measure[] => {
  if (timings === null) return [];
  const measures: (readonly [HistogramMetricName, number | null])[] = [
    ["server_queue", timings.queueMs],
    ["server_ttft", timings.firstTokenMs],
    ["server_e2e", timings.totalMs],
  ];
  return measures.flatMap(([metric, ms]): Measure[] => (ms === null ? [] : [[metric, ms]]));
};

const measureEnd = (record: RequestRecord, count: TokenCount): Measure[] => {
  const generatedAtMs = record.lastTokenAtMs ?? record.endedAtMs;
  const e2eMs = generatedAtMs - record.sentAtMs;
  return [
    ["e2e", e2eMs],
    ["e2e_scheduled", generatedAtMs - record.scheduledAtMs],
    ["ttlb", record.endedAtMs - record.sentAtMs],
    ...(count.tokens > 0 ? [["ntpot", e2eMs / count.tokens] as const] : []),
    ...measureTpot(record, count),
  ];
};

/**
 * Every measure of one request. A cancelled request counts up to where it was cut: its e2e and tpot
 * would be those of a shorter answer. A failed one adds the time until it failed as ttlb.
 */
export const measureRequest = (record: RequestRecord, count: TokenCount): Measure[] => {
  const start = measureStart(record);
  switch (record.outcome.kind) {
    case "succeeded":
      return [
        ...start,
        ...measureStall(record),
        ...measureEnd(record, count),
        ...measureTokens(record, count),
        ...measureServer(record),
      ];
    case "cancelled":
      return [...start, ...measureStall(record), ...measureTokens(record, count)];
    case "failed":
      return [...start, ["ttlb", record.endedAtMs - record.sentAtMs]];
  }
};
