// What a status outside 2xx means, with the server's own words where its body has any.

import type { FailureKind } from "@gadfly/shared/errors/failure-kinds";
import { errorLabels } from "../../stream/json/error-labels.ts";
import { describeError } from "../../stream/json/error-shape.ts";
import { parseJsonValues } from "../../stream/json/json-values.ts";
import { toReadable } from "../../stream/json/readable-text.ts";
import { readRetryInfoMs, withRetryHint } from "../../stream/json/retry-hint.ts";
import type { Failure } from "../../stream/judge-outcome.ts";
import { overloadKind } from "./overload-kind.ts";

/** True for a status that carries an answer. */
export const isSuccessStatus = (status: number): boolean => status >= 200 && status < 300;

/** A failure by status, with the wish of the server that its clients stay away for a while. */
export interface StatusFailure extends Failure {
  readonly retryAfterMs: number | null;
}

/**
 * The failure that a reply with this status, location and body is; `headerWishMs` is what its headers
 * say about staying away.
 */
export function statusFailure(
  status: number,
  location: string | null,
  body: string,
  headerWishMs: number | null = null,
): StatusFailure {
  if (status >= 300 && status < 400 && location !== null) {
    const message = `HTTP ${status} to ${toReadable(location)}`;
    return { failure: "redirect", message, retryAfterMs: headerWishMs };
  }
  const { text, labels, wishMs } = readErrorBody(body);
  const retryAfterMs = headerWishMs ?? wishMs;
  const failure: FailureKind = overloadKind(status, labels) ?? "http_status";
  const said = text === "" ? `HTTP ${status}` : `HTTP ${status}: ${text}`;
  return { failure, message: withRetryHint(said, retryAfterMs), retryAfterMs };
}

interface ErrorBody {
  readonly text: string;
  readonly labels: readonly string[];
  readonly wishMs: number | null;
}

/** The first error in the body's JSON, else its first printable characters. */
function readErrorBody(body: string): ErrorBody {
  const text = body.replace(/^\s*data:/, "").trim();
  const values = /^[{[]/.test(text) ? parseJsonValues(text) : null;
  for (const value of values?.ok ? values.value : []) {
    const error = describeError(value);
    if (error === null) continue;
    return { text: error, labels: errorLabels(value), wishMs: readRetryInfoMs(value) };
  }
  return { text: toReadable(text), labels: [], wishMs: null };
}
