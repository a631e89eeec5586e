// What the answer to a probe says about its fields.

import { findError } from "../../stream/json/error-shape.ts";
import { toReadable } from "../../stream/json/readable-text.ts";
import type { TextAnswer } from "../get-text.ts";
import type { ProbeVerdict } from "./search-fields.ts";

/** Statuses of servers that have read the body: by rule, and by falling over a field they do not know. */
const refusals: ReadonlySet<number> = new Set([400, 422, 500]);

/** Some reasoning models call it an error that one token was too few: they had taken the fields. */
const tooShort = /output limit was reached|could not finish the message/i;

const maxLines = 20;

/** The verdict that an answer is. */
export function readVerdict({ status, body }: Pick<TextAnswer, "status" | "body">): ProbeVerdict {
  const error = errorIn(body);
  if (error !== null && tooShort.test(error)) return { kind: "taken" };
  if (status >= 200 && status < 300) {
    return error === null ? { kind: "taken" } : { kind: "refused", text: error };
  }
  const said = error ?? toReadable(body);
  const text = said === "" ? `HTTP ${status}` : `HTTP ${status}: ${said}`;
  return { kind: refusals.has(status) ? "refused" : "unclear", text };
}

/** The first error in a body, or in the first messages of a stream. */
function errorIn(body: string): string | null {
  const whole = findErrorIn(body);
  if (whole !== null) return whole;
  const lines = body.split(/[\r\n]+/, maxLines).map((line) => line.replace(/^(data|error):/, ""));
  for (const line of lines) {
    const error = findErrorIn(line);
    if (error !== null) return error;
  }
  return null;
}

function findErrorIn(text: string): string | null {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    return findError(JSON.parse(text));
  } catch {
    return null;
  }
}
