// What a finished request shows that changes the meaning of its numbers. Pure rules over one record;
// sentences and remedies stand in shared/errors/warning-codes. What the decoder notices while it reads
// is in the record's notes already.
import type { WarningCode } from "@gadfly/shared/errors/warning-codes";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { RequestRecord } from "../http/request-record.ts";
import { classifyFinish } from "../stream/finish-class.ts";
import { countOutputTokens } from "./request-measures.ts";

type RequestPlan = Plan["request"];

interface RequestRule {
  readonly code: WarningCode;
  /** Asked of requests that succeeded. */
  readonly holds: (record: RequestRecord, request: RequestPlan) => boolean;
}

/** Shorter answers come all at once by chance. */
const fewestTokens = 4;
/** No model makes 2,000 tokens a second for one user. */
const fastestEventMs = 0.5;
/** A flush is short beside the wait for it. */
const flushShare = 0.1;
/** Two counts of one answer may differ by so many tokens (end of sequence), or by this share. */
const countSlack = 2;
const countSlackShare = 0.05;
const muchCachedShare = 0.5;

const cameInOnePiece = (record: RequestRecord): boolean =>
  record.streamed && record.tokenEvents === 1 && countOutputTokens(record).tokens >= fewestTokens;

/** First long nothing, then everything faster than any model writes, then the end. */
const wasHeldBack = (record: RequestRecord): boolean => {
  const { streamed, tokenEvents, firstTokenAtMs, sentAtMs, endedAtMs } = record;
  if (!streamed || firstTokenAtMs === null || tokenEvents < fewestTokens) return false;
  const flushMs = endedAtMs - firstTokenAtMs;
  const waitMs = firstTokenAtMs - sentAtMs;
  return flushMs <= fastestEventMs * tokenEvents && flushMs <= flushShare * waitMs;
};

/**
 * The server's count against what its events told of themselves, which it may exceed by an end of
 * sequence but cannot fall short of; where they told nothing, against their number: an event has one
 * token or more, so there cannot be more events than tokens.
 */
const countsDiffer = (record: RequestRecord): boolean => {
  const { usage, toldTokens, toldEvents, tokenEvents } = record;
  if (!record.streamed || (usage?.outputTokens ?? null) === null) return false;
  const { tokens } = countOutputTokens(record);
  const slack = Math.max(countSlack, countSlackShare * tokens);
  const isTold = toldTokens > 0 && toldEvents === tokenEvents;
  if (isTold) return toldTokens > tokens || tokens > toldTokens + slack;
  return tokenEvents > tokens;
};

/** More than was allowed, by the server's own count; an end of sequence is not counted by all. */
const exceedsLimit = (record: RequestRecord, request: RequestPlan): boolean =>
  (record.usage?.outputTokens ?? 0) > (request.maxTokens + countSlack) * request.choices &&
  !hasOwnLimit(request);

/** Tokens as the server counts them, hidden ones included: that is what a limit is about. */
const isShort = (record: RequestRecord, { maxTokens }: RequestPlan): boolean => {
  const counted = countOutputTokens(record);
  const tokens = record.usage?.outputTokens ?? counted.tokens;
  return counted.source === "usage" && tokens > 0 && tokens + 1 < maxTokens;
};

const endedAtLimit = ({ finishReason }: RequestRecord): boolean =>
  finishReason !== null && classifyFinish(finishReason) === "length";

/** A limit among the user's own fields is the one that counts. */
const hasOwnLimit = ({ extraBody }: RequestPlan): boolean =>
  /"[a-z_]*(max|num|n)_?[a-z_]*(tokens|length|predict)"/i.test(JSON.stringify(extraBody));

const isMuchCached = ({ usage }: RequestRecord): boolean =>
  (usage?.cachedTokens ?? 0) > muchCachedShare * (usage?.inputTokens ?? Infinity);

const rules: readonly RequestRule[] = [
  { code: "single_chunk", holds: cameInOnePiece },
  { code: "buffered_stream", holds: wasHeldBack },
  { code: "usage_mismatch", holds: countsDiffer },
  { code: "over_limit", holds: exceedsLimit },
  {
    code: "capped_output",
    holds: (record, request) =>
      endedAtLimit(record) && isShort(record, request) && !hasOwnLimit(request),
  },
  {
    code: "early_eos",
    holds: (record, request) =>
      request.ignoreEos &&
      request.stop.length === 0 &&
      !endedAtLimit(record) &&
      isShort(record, request) &&
      !hasOwnLimit(request),
  },
  { code: "prefix_cache", holds: isMuchCached },
];

/** The codes of everything odd about a request that succeeded; those of its notes are not repeated. */
export const warningsOf = (
  record: RequestRecord,
  { request }: Pick<Plan, "request">,
): readonly WarningCode[] =>
  record.outcome.kind === "succeeded"
    ? rules.filter(({ holds }) => holds(record, request)).map(({ code }) => code)
    : [];
