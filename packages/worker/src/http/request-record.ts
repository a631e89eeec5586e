// The record of one request: every time, count and outcome that any metric is made of.
// The exchange fills it; observers read it and must not change it. Times are milliseconds of
// performance.now(); what did not happen is null.

import type { Outcome } from "@gadfly/shared/errors/failure-kinds";
import type { ServerTimings } from "../stream/server-timings.ts";
import type { Usage } from "../stream/usage.ts";

/** Everything known about one request. */
export interface RequestRecord {
  readonly requestId: string;
  readonly user: number;
  readonly iteration: number;
  readonly endpoint: string;
  readonly host: string;
  /** When the request was due. */
  readonly scheduledAtMs: number;
  /** Its answer is kept, to be shown. */
  readonly keepText: boolean;
  /** First byte handed to the socket; when it was tried, if it never got a connection. */
  sentAtMs: number;
  /** Connection set-up, only when a new connection was made for this request. */
  connectMs: number | null;
  headersAtMs: number | null;
  firstEventAtMs: number | null;
  firstTokenAtMs: number | null;
  firstAnswerAtMs: number | null;
  firstReasoningAtMs: number | null;
  firstToolAtMs: number | null;
  lastTokenAtMs: number | null;
  endedAtMs: number;
  status: number | null;
  /** Events that carried generated content. */
  tokenEvents: number;
  /** Token events that shared a read with an earlier one. */
  coalescedEvents: number;
  /** The longest gap between token reads. */
  maxStallMs: number | null;
  /** k₁: tokens in the first token event, when the server told. */
  firstEventTokens: number | null;
  /** Tokens of all token events that told their number, how many events those were, and the newest read's. */
  toldTokens: number;
  toldEvents: number;
  readTokens: number;
  /** Output tokens counted while the answer ran: as told, else one for each token event. */
  liveTokens: number;
  usage: Usage | null;
  /** What the server says about its own times. */
  timings: ServerTimings | null;
  /** Vectors of an embeddings answer, entries of a ranking. */
  items: number;
  sawReasoning: boolean;
  finishReason: string | null;
  outcome: Outcome;
  /** Cancelled because the plan said so (`--cancel-rate`), not because the run stopped. */
  isPlannedCancel: boolean;
  gotResponseByte: boolean;
  /** The reply came as an event stream; until it is known, whether one was asked for. */
  streamed: boolean;
  /** How long the server asked us to stay away (429, 503); we do not retry, we report. */
  retryAfterMs: number | null;
  /** Warning codes. */
  notes: readonly string[];
  /** The answer, only when it was asked for. */
  responseText: string | null;
}

/** Is told what happens to requests. */
export interface RequestObserver {
  /** The request was handed to the transport. */
  started(record: RequestRecord): void;
  /** One read held token events; the gap is since the previous such read, null for the first. */
  tokenEvents(record: RequestRecord, atMs: number, events: number, gapMs: number | null): void;
  /** The request is over; called exactly once for each that started. */
  ended(record: RequestRecord): void;
}

/** What is known of a request before it runs. */
export type RequestIdentity = Pick<
  RequestRecord,
  "requestId" | "user" | "iteration" | "endpoint" | "host" | "scheduledAtMs" | "keepText"
>;

const noNotes: readonly string[] = Object.freeze([]);

/** A fresh record; `cancelled` is its outcome until it has one. */
export function createRequestRecord(
  identity: RequestIdentity,
  triedAtMs: number,
  isStreamRequest: boolean,
): RequestRecord {
  return {
    requestId: identity.requestId,
    user: identity.user,
    iteration: identity.iteration,
    endpoint: identity.endpoint,
    host: identity.host,
    scheduledAtMs: identity.scheduledAtMs,
    keepText: identity.keepText,
    sentAtMs: triedAtMs,
    connectMs: null,
    headersAtMs: null,
    firstEventAtMs: null,
    firstTokenAtMs: null,
    firstAnswerAtMs: null,
    firstReasoningAtMs: null,
    firstToolAtMs: null,
    lastTokenAtMs: null,
    endedAtMs: triedAtMs,
    status: null,
    tokenEvents: 0,
    coalescedEvents: 0,
    maxStallMs: null,
    firstEventTokens: null,
    toldTokens: 0,
    toldEvents: 0,
    readTokens: 0,
    liveTokens: 0,
    usage: null,
    timings: null,
    items: 0,
    sawReasoning: false,
    finishReason: null,
    outcome: { kind: "cancelled" },
    isPlannedCancel: false,
    gotResponseByte: false,
    streamed: isStreamRequest,
    retryAfterMs: null,
    notes: noNotes,
    responseText: null,
  };
}
