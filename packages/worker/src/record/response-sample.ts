// One answer as --show-response shows it.
import type { ResponseSample } from "@gadfly/shared/protocol/worker-message";
import type { RequestRecord } from "../http/request-record.ts";
import { countOutputTokens } from "./request-measures.ts";

const maxText = 4_000;

/** What is shown of a finished request. */
export const toResponseSample = (record: RequestRecord): ResponseSample => {
  const { outcome, firstTokenAtMs, lastTokenAtMs, sentAtMs, endedAtMs } = record;
  const isFailed = outcome.kind === "failed";
  return {
    requestId: record.requestId,
    user: record.user,
    outcome: isFailed ? outcome.failure : outcome.kind,
    status: record.status,
    outputTokens: isFailed ? null : countOutputTokens(record).tokens,
    ttftMs: firstTokenAtMs === null ? null : firstTokenAtMs - sentAtMs,
    e2eMs: isFailed ? null : (lastTokenAtMs ?? endedAtMs) - sentAtMs,
    finishReason: record.finishReason,
    text: (isFailed ? outcome.message : record.responseText)?.slice(0, maxText) ?? null,
  };
};
