// The user's own body fields (--extra-body).

import { isJsonObject } from "../stream/json/guards.ts";

/**
 * Lays the user's own fields over the body: theirs win, and null takes a field away. What lies in an
 * object of ours, such as `options` or `sampling_params`, leaves its other fields as they are.
 */
export function withExtraBody(
  body: Readonly<Record<string, unknown>>,
  extraBody: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = new Map(Object.entries(body));
  for (const [key, theirs] of Object.entries(extraBody)) {
    const ours = merged.get(key);
    if (theirs === null) merged.delete(key);
    else if (isJsonObject(ours) && isJsonObject(theirs))
      merged.set(key, withExtraBody(ours, theirs));
    else merged.set(key, theirs);
  }
  return Object.fromEntries(merged);
}
