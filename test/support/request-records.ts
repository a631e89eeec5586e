// Records of requests as a finished exchange leaves them; a test names only what it is about.
import { createRequestRecord, type RequestRecord } from "@gadfly/worker/http/request-record";
import type { Usage } from "@gadfly/worker/stream/usage";

/** What a server may report; null where it does not. */
export const usageOf = (usage: Partial<Usage>): Usage => ({
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  cachedTokens: null,
  ...usage,
});

/**
 * A stream that went well: due at 1000, sent at 1002, four token events from 1100 to 1400, ended at
 * 1410; 100 tokens in, 8 out.
 */
export const streamedRecord = (changes: Partial<RequestRecord> = {}): RequestRecord => ({
  ...createRequestRecord(
    {
      requestId: "r-0-0",
      user: 0,
      iteration: 0,
      endpoint: "openai-chat",
      host: "127.0.0.1:8000",
      scheduledAtMs: 1000,
      keepText: false,
    },
    1002,
    true,
  ),
  headersAtMs: 1050,
  firstEventAtMs: 1060,
  firstTokenAtMs: 1100,
  firstAnswerAtMs: 1100,
  lastTokenAtMs: 1400,
  endedAtMs: 1410,
  status: 200,
  tokenEvents: 4,
  maxStallMs: 120,
  usage: usageOf({ inputTokens: 100, outputTokens: 8 }),
  finishReason: "stop",
  outcome: { kind: "succeeded" },
  gotResponseByte: true,
  ...changes,
});

/** An answer in one piece. */
export const wholeRecord = (changes: Partial<RequestRecord> = {}): RequestRecord =>
  streamedRecord({
    streamed: false,
    firstEventAtMs: null,
    firstTokenAtMs: null,
    firstAnswerAtMs: 1410,
    lastTokenAtMs: null,
    tokenEvents: 0,
    maxStallMs: null,
    ...changes,
  });

/** A request that nobody answered. */
export const refusedRecord = (changes: Partial<RequestRecord> = {}): RequestRecord =>
  wholeRecord({
    firstAnswerAtMs: null,
    headersAtMs: null,
    status: null,
    usage: null,
    finishReason: null,
    gotResponseByte: false,
    endedAtMs: 1005,
    outcome: { kind: "failed", failure: "connect_refused", message: "connection refused" },
    ...changes,
  });
