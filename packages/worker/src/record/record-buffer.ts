// The finished requests of one interval, for --records: those that the plan's share has chosen, at
// most so many; the others are counted. Exists only when it was asked for.
import { randomAt } from "@gadfly/shared/load/seeded-random";
import { maxRecordsPerSnapshot, type RequestFacts } from "@gadfly/shared/result/request-record";
import type { RequestRecord } from "../http/request-record.ts";
import type { Redact } from "./redact.ts";
import { countOutputTokens, measureRequest } from "./request-measures.ts";

/** What a snapshot takes from the buffer. */
export interface CutRecords {
  readonly records: RequestFacts[];
  readonly recordsDropped: number;
}

/** What the buffer needs. */
export interface RecordBufferSettings {
  /** Above 0, up to 1. */
  readonly share: number;
  readonly seed: number;
  /** Time zero of the run on this process's clock. */
  readonly startedAtMs: () => number;
  readonly redact: Redact;
}

/** Keeps the draws apart from those for prompts, waits and cancels. */
const recordStream = 4;
const maxTextLength = 500;

/** To a thousandth, as the histograms have it. */
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** The records of one worker until the next snapshot takes them. */
export class RecordBuffer {
  readonly #settings: RecordBufferSettings;
  #records: RequestFacts[] = [];
  #dropped = 0;

  constructor(settings: RecordBufferSettings) {
    this.#settings = settings;
  }

  /** A request ended; `record` holds no secret any more. `warnings`: those that only its end showed. */
  add(record: RequestRecord, warnings: readonly string[]): void {
    if (!this.#isChosen(record)) return;
    if (this.#records.length >= maxRecordsPerSnapshot) this.#dropped++;
    else this.#records.push(this.#toFacts(record, warnings));
  }

  /** Ends the interval and begins the next. */
  cut(): CutRecords {
    const cut = { records: this.#records, recordsDropped: this.#dropped };
    this.#records = [];
    this.#dropped = 0;
    return cut;
  }

  /** A pure function of seed, user and iteration: the same requests however users are spread. */
  #isChosen({ user, iteration }: RequestRecord): boolean {
    const { share, seed } = this.#settings;
    return share >= 1 || randomAt(seed, recordStream, user, iteration) < share;
  }

  #toFacts(record: RequestRecord, warnings: readonly string[]): RequestFacts {
    const { outcome, requestId, user, iteration, endpoint, host, status, streamed } = record;
    const { startedAtMs, redact } = this.#settings;
    const zeroMs = startedAtMs();
    const toS = (atMs: number): number => Math.round((atMs - zeroMs) * 1000) / 1e6;
    const tokens = countOutputTokens(record);
    const failed = outcome.kind === "failed" ? outcome : null;
    return {
      requestId,
      user,
      iteration,
      endpoint: endpoint.slice(0, maxTextLength),
      host: host.slice(0, maxTextLength),
      outcome: outcome.kind,
      failure: failed?.failure ?? null,
      message: failed?.message.slice(0, maxTextLength) ?? null,
      status,
      dueS: toS(record.scheduledAtMs),
      sentS: toS(record.sentAtMs),
      endedS: toS(record.endedAtMs),
      streamed,
      tokenEvents: record.tokenEvents,
      tokenSource: tokens.source,
      finishReason: record.finishReason && redact(record.finishReason).slice(0, maxTextLength),
      warnings: [...record.notes, ...warnings],
      metrics: Object.fromEntries(
        measureRequest(record, tokens).map(([metric, value]) => [metric, round(value)]),
      ),
    };
  }
}
