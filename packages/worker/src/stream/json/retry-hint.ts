// How long a server asks its clients to stay away, as Google's servers write it into an error, and
// the words in which every such wish is passed on. gadfly never retries; it reports.

import { parseDuration } from "@gadfly/shared/units/duration";
import { arrayField, isJsonArray, isJsonObject, objectField, textField } from "./guards.ts";
import type { JsonObject } from "./guards.ts";

/** The delay of a `RetryInfo` among the details of an error, in milliseconds; null without one. */
export function readRetryInfoMs(value: unknown): number | null {
  const object = isJsonArray(value) && value.length === 1 ? value[0] : value;
  const error = isJsonObject(object) ? objectField(object, "error") : null;
  if (error === null) return null;
  for (const detail of arrayField(error, "details").filter(isJsonObject)) {
    if (textField(detail, "@type").endsWith("RetryInfo")) return readDelayMs(detail);
  }
  return null;
}

function readDelayMs(detail: JsonObject): number | null {
  const delay = parseDuration(textField(detail, "retryDelay"));
  return delay.ok ? delay.value : null;
}

/**
 * The message with the wish behind it. It is rounded up, to seconds when it is long: a server that
 * counts down would otherwise make as many messages as there are failures.
 */
export function withRetryHint(message: string, retryAfterMs: number | null): string {
  if (retryAfterMs === null || retryAfterMs <= 0) return message;
  const seconds = retryAfterMs / 1000;
  const shown = seconds < 10 ? Math.ceil(seconds * 10) / 10 : Math.ceil(seconds);
  return `${message} (retry after ${shown} s)`;
}
