// Listens to requests and keeps the books of one run on one worker: series, ledger, failures.
// tokenEvents() is the hot path: no allocation, two histogram records and a counter.
import type { SeriesLabels } from "@gadfly/shared/metrics/series";
import type { LedgerCounts } from "@gadfly/shared/protocol/fields";
import type { SnapshotMessage } from "@gadfly/shared/protocol/worker-message";
import type { RequestObserver, RequestRecord } from "../http/request-record.ts";
import { FailureCounter } from "./failure-counter.ts";
import { LabelledSeriesIndex } from "./labelled-series.ts";
import { countOutputTokens, measureRequest, type TokenCount } from "./request-measures.ts";
import { type CounterSeries, type HistogramSeries, SeriesTable } from "./series-table.ts";

/** The pooled series that the hot path writes to, found once per endpoint and host. */
interface StreamSeries {
  readonly chunkGap: HistogramSeries;
  readonly tokenGap: HistogramSeries;
  readonly outputTokens: CounterSeries;
  /** Tokens and token events of the requests that have ended: how many tokens an event carries. */
  tokens: number;
  events: number;
}

/** Counts that the recorder keeps; the rest of the ledger is counted where it happens. */
export type RecordedCounts = Required<
  Pick<LedgerCounts, "started" | "succeeded" | "failed" | "cancelled" | "plannedCancels">
>;

/** What a snapshot takes from the recorder. */
export type RecordedInterval = Pick<
  SnapshotMessage,
  "histograms" | "counters" | "coalesced" | "tokenSources" | "errors" | "warnings"
>;

/** The books of one run on one worker. */
export class Recorder implements RequestObserver {
  readonly #series = new SeriesTable();
  readonly #labelled = new LabelledSeriesIndex(this.#series);
  /** By endpoint, then by host: one key of both would be a new string for every event. */
  readonly #streams = new Map<string, Map<string, StreamSeries>>();
  readonly #failures = new FailureCounter();
  readonly #startedAtMs: number;
  readonly #counts = { started: 0, succeeded: 0, failed: 0, cancelled: 0, plannedCancels: 0 };
  #warnings = new Map<string, number>();
  #coalesced = 0;
  #tokenSources = { usage: 0, events: 0 };

  /** `startedAtMs`: the run's time zero on this process's clock. */
  constructor(startedAtMs: number) {
    this.#startedAtMs = startedAtMs;
  }

  /** A request left the scheduler. */
  started(_record: RequestRecord): void {
    this.#counts.started++;
  }

  /** A read held `events` token events, `gapMs` after the read before it. */
  tokenEvents(record: RequestRecord, _atMs: number, events: number, gapMs: number | null): void {
    const stream = this.#streamOf(record);
    const { readTokens } = record;
    stream.outputTokens.delta += readTokens > 0 ? readTokens : events;
    this.#coalesced += events - 1;
    if (gapMs === null) return;
    stream.chunkGap.delta.record(gapMs * 1000);
    const tokens = readTokens > 0 ? readTokens : events * tokensPerEvent(stream);
    stream.tokenGap.delta.record((gapMs * 1000) / tokens, Math.max(1, Math.round(tokens)));
  }

  /** A request ended; exactly once for each that started. */
  ended(record: RequestRecord): void {
    this.#counts[record.outcome.kind]++;
    if (record.isPlannedCancel && record.outcome.kind === "cancelled")
      this.#counts.plannedCancels++;
    const { endpoint, host, outcome } = record;
    const series = this.#labelled.find(endpoint, host, outcome.kind);
    const tokens = countOutputTokens(record);
    for (const [metric, value] of measureRequest(record, tokens)) series.record(metric, value);
    this.#settleTokens(record, tokens);
    for (const note of record.notes) this.warn(note);
    if (outcome.kind !== "failed") return;
    const { failure, message } = outcome;
    this.#failures.add(failure, message, record.endedAtMs - this.#startedAtMs);
  }

  /** Counts a warning. */
  warn(code: string): void {
    this.#warnings.set(code, (this.#warnings.get(code) ?? 0) + 1);
  }

  /** Requests by what became of them, since the start. */
  get counts(): Readonly<RecordedCounts> {
    return this.#counts;
  }

  /** The series table, for announcements. */
  get series(): SeriesTable {
    return this.#series;
  }

  /** Ends the interval and begins the next. */
  cut(): RecordedInterval {
    const interval = {
      ...this.#series.cut(),
      coalesced: this.#coalesced,
      tokenSources: this.#tokenSources,
      errors: this.#failures.cut(),
      warnings: [...this.#warnings].map(([code, count]) => ({ code, count })),
    };
    this.#coalesced = 0;
    this.#tokenSources = { usage: 0, events: 0 };
    this.#warnings = new Map();
    return interval;
  }

  /**
   * While a stream runs, the tokens of its events are counted in the second they came: as told, else
   * one an event. The answer's own count is known at its end: the difference is booked there, so that
   * the sum is exact.
   */
  #settleTokens(record: RequestRecord, count: TokenCount): void {
    if (record.outcome.kind === "failed" && record.tokenEvents === 0) return;
    const inputTokens = record.usage?.inputTokens ?? 0;
    if (record.items > 0)
      this.#series.counter("item_rate", pooledLabelsOf(record)).delta += record.items;
    if (inputTokens > 0)
      this.#series.counter("input_tps", pooledLabelsOf(record)).delta += inputTokens;
    // No token came and no count was told: there is nothing to have estimated.
    if (count.source === "events" && record.tokenEvents === 0) return;
    this.#tokenSources[count.source]++;
    const stream = this.#streamOf(record);
    stream.outputTokens.delta += count.tokens - record.liveTokens;
    if (count.source !== "usage" || record.tokenEvents === 0) return;
    stream.tokens += count.tokens;
    stream.events += record.tokenEvents;
  }

  #streamOf(record: RequestRecord): StreamSeries {
    return this.#streams.get(record.endpoint)?.get(record.host) ?? this.#openStream(record);
  }

  #openStream(record: RequestRecord): StreamSeries {
    const labels = pooledLabelsOf(record);
    const stream = {
      chunkGap: this.#series.histogram("chunk_gap", labels),
      tokenGap: this.#series.histogram("token_gap", labels),
      outputTokens: this.#series.counter("output_tps", labels),
      tokens: 0,
      events: 0,
    };
    const byHost = this.#streams.get(record.endpoint) ?? new Map<string, StreamSeries>();
    this.#streams.set(record.endpoint, byHost.set(record.host, stream));
    return stream;
  }
}

/** As told by the usage of earlier requests; 1 until the first has ended. An estimate. */
const tokensPerEvent = ({ tokens, events }: StreamSeries): number =>
  events === 0 || tokens < events ? 1 : tokens / events;

/** What is pooled over outcomes: it is recorded before the outcome is known. */
const pooledLabelsOf = ({ endpoint, host }: RequestRecord): SeriesLabels => ({
  endpoint,
  host,
  outcome: "any",
});
