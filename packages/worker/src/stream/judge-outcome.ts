// The one rule that decides how a request ended. A request succeeded only if its status is 2xx, no
// error was seen in the body, something said that the answer is complete, and the body ended cleanly.

import type { FailureKind, Outcome } from "@gadfly/shared/errors/failure-kinds";
import type { ReplySummary } from "./reply-decoder.ts";

/** A failure with its readable message. */
export interface Failure {
  readonly failure: FailureKind;
  readonly message: string;
}

/** All that the rule needs to know. */
export interface OutcomeFacts {
  readonly isCancelled: boolean;
  /** The verdict on a status outside 2xx. */
  readonly statusFailure: Failure | null;
  /** A timeout of ours or an error of the connection ended the request before its body did. */
  readonly brokenOff: Failure | null;
  /** What the body said; null when there was no 2xx reply. */
  readonly reply: ReplySummary | null;
}

const succeeded: Outcome = { kind: "succeeded" };
const cancelled: Outcome = { kind: "cancelled" };

/** Decides; the most telling failure wins over the ones that follow from it. */
export function judgeOutcome(facts: OutcomeFacts): Outcome {
  if (facts.isCancelled) return cancelled;
  const { reply } = facts;
  if (facts.statusFailure !== null) return failed(facts.statusFailure);
  if (reply !== null && reply.inbandError !== null) {
    return failed({ failure: "inband_error", message: reply.inbandError });
  }
  if (facts.brokenOff !== null) return failed(facts.brokenOff);
  const flaw = reply === null ? noReply : findFlaw(reply);
  return flaw === null ? succeeded : failed(flaw);
}

const noReply: Failure = { failure: "truncated", message: "there was no reply" };

function findFlaw(reply: ReplySummary): Failure | null {
  if (reply.badFrame !== null) return { failure: "bad_frame", message: reply.badFrame };
  if (!reply.isFinished) {
    const what = reply.hasOutput ? "the reply" : "the reply held no output and";
    return { failure: "truncated", message: `${what} ended without a finish reason or [DONE]` };
  }
  if (!reply.hasOutput && reply.isFiltered) {
    return {
      failure: "filtered",
      message: `the answer was held back (finish reason ${reply.finishReason})`,
    };
  }
  if (!reply.hasOutput) {
    const reason = reply.finishReason === null ? "" : ` (finish reason ${reply.finishReason})`;
    return { failure: "empty", message: `the answer is empty${reason}` };
  }
  return null;
}

const failed = ({ failure, message }: Failure): Outcome => ({ kind: "failed", failure, message });
