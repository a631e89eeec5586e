// The rule of a request's six timers, and of the short one that waits for the body's end after
// [DONE]: which applies in which phase, and which of them strikes first.

import type { FailureKind } from "@gadfly/shared/errors/failure-kinds";
import type { Failure } from "../stream/judge-outcome.ts";

/** The limits; null means off. */
export interface RequestTimers {
  /** From the attempt until there is a connection. */
  readonly connectMs: number | null;
  /** From the first byte sent until the response headers. */
  readonly headersMs: number | null;
  /** From the first byte sent until the first token; streamed requests only. */
  readonly firstTokenMs: number | null;
  /** Between bytes of the response body, whatever they are. */
  readonly idleMs: number | null;
  /** Between token events, from the first to the finish reason. */
  readonly progressMs: number | null;
  /** From the attempt until the end. */
  readonly requestMs: number | null;
}

/** Where a request stands. */
export interface TimerMarks {
  readonly triedAtMs: number;
  readonly isSent: boolean;
  readonly sentAtMs: number;
  readonly headersAtMs: number | null;
  readonly lastByteAtMs: number;
  readonly lastTokenAtMs: number | null;
  readonly isStreamRequest: boolean;
  readonly isFinished: boolean;
  readonly doneAtMs: number | null;
  /** The request is to be broken off on purpose so long after it was sent; null: not. */
  readonly cancelAfterMs: number | null;
}

/** The next deadline; `failure` is null for the end of waiting after [DONE], which fails nothing. */
export interface NextDeadline {
  readonly dueMs: number;
  readonly failure: Failure | null;
  readonly isPlannedCancel: boolean;
}

/** How long the body may stay open after [DONE] before the connection is given up. */
export const drainMs = 1000;

/** The earliest deadline in the present phase, or null when every timer is off. */
export function nextDeadline(marks: TimerMarks, timers: RequestTimers): NextDeadline | null {
  if (marks.doneAtMs !== null) {
    return { dueMs: marks.doneAtMs + drainMs, failure: null, isPlannedCancel: false };
  }
  let first = request(marks, timers);
  for (const candidate of phaseDeadlines(marks, timers)) {
    if (candidate !== null && (first === null || candidate.dueMs < first.dueMs)) first = candidate;
  }
  return first;
}

const request = (marks: TimerMarks, timers: RequestTimers): NextDeadline | null =>
  after(marks.triedAtMs, timers.requestMs, "timeout_request", "no end");

function phaseDeadlines(marks: TimerMarks, timers: RequestTimers): (NextDeadline | null)[] {
  if (!marks.isSent) {
    return [after(marks.triedAtMs, timers.connectMs, "timeout_connect", "no connection")];
  }
  const inPhase: (NextDeadline | null)[] = [plannedCancel(marks)];
  if (marks.headersAtMs === null) {
    inPhase.push(after(marks.sentAtMs, timers.headersMs, "timeout_headers", "no headers"));
  } else {
    inPhase.push(after(marks.lastByteAtMs, timers.idleMs, "timeout_idle", "no byte"));
  }
  const { lastTokenAtMs } = marks;
  if (lastTokenAtMs !== null) {
    if (marks.isFinished) return inPhase;
    inPhase.push(after(lastTokenAtMs, timers.progressMs, "timeout_progress", "no further token"));
  } else if (marks.isStreamRequest && !marks.isFinished) {
    inPhase.push(after(marks.sentAtMs, timers.firstTokenMs, "timeout_first_token", "no token"));
  }
  return inPhase;
}

const plannedCancel = ({ sentAtMs, cancelAfterMs, isFinished }: TimerMarks): NextDeadline | null =>
  cancelAfterMs === null || isFinished
    ? null
    : { dueMs: sentAtMs + cancelAfterMs, failure: null, isPlannedCancel: true };

function after(
  fromMs: number,
  limitMs: number | null,
  failure: FailureKind,
  missing: string,
): NextDeadline | null {
  if (limitMs === null) return null;
  return {
    dueMs: fromMs + limitMs,
    failure: { failure, message: `${missing} within ${limitMs / 1000} s` },
    isPlannedCancel: false,
  };
}
