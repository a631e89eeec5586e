// What a status outside 2xx means, with the server's own words where its body has any.

import { findError } from "../../stream/json/error-shape.ts";
import { parseJsonValues } from "../../stream/json/json-values.ts";
import { toReadable } from "../../stream/json/readable-text.ts";
import type { Failure } from "../../stream/judge-outcome.ts";

/** True for a status that carries an answer. */
export const isSuccessStatus = (status: number): boolean => status >= 200 && status < 300;

/** The failure that a reply with this status, location and body is. */
export function statusFailure(status: number, location: string | null, body: string): Failure {
  if (status >= 300 && status < 400 && location !== null) {
    return { failure: "redirect", message: `HTTP ${status} to ${toReadable(location)}` };
  }
  const said = errorText(body);
  return {
    failure: "http_status",
    message: said === "" ? `HTTP ${status}` : `HTTP ${status}: ${said}`,
  };
}

/** The first error in the body's JSON, else its first printable characters. */
function errorText(body: string): string {
  const text = body.replace(/^\s*data:/, "").trim();
  const values = /^[{[]/.test(text) ? parseJsonValues(text) : null;
  for (const value of values?.ok ? values.value : []) {
    const error = findError(value);
    if (error !== null) return error;
  }
  return toReadable(text);
}
