// Keeps credentials out of what a server says back: an error body may quote our own headers.
import type { Secrets } from "@gadfly/shared/plan/plan";
import type { RequestRecord } from "../http/request-record.ts";

/** Shorter values would hide ordinary words. */
const shortestSecret = 6;
const mask = "[secret]";
/** Ends what was cut to fit. */
const ellipsis = "…";

/** Replaces every secret value of the plan in a text. */
export type Redact = (text: string) => string;

/** Makes the replacement for one plan. */
export const createRedact = ({ apiKey, headers }: Secrets): Redact => {
  const values = [...(apiKey === null ? [] : [apiKey]), ...Object.values(headers)];
  const secrets = values
    .flatMap((value) => [value, ...value.split(/\s+/)])
    .filter((value) => value.length >= shortestSecret)
    .toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce(maskSecret, text);
};

function maskSecret(text: string, secret: string): string {
  const parts = text.replaceAll(secret, mask).split(ellipsis);
  return parts.map((part) => maskCutSecret(part, secret)).join(ellipsis);
}

/** A text that was cut may end in the middle of a secret. */
function maskCutSecret(text: string, secret: string): string {
  const at = text.lastIndexOf(secret.slice(0, shortestSecret));
  return at >= 0 && secret.startsWith(text.slice(at)) ? text.slice(0, at) + mask : text;
}

/** The record without secrets. Only what a server has said can hold some: failure and answer texts. */
export const maskRecord = (record: RequestRecord, redact: Redact): RequestRecord => {
  const { outcome, responseText } = record;
  if (outcome.kind !== "failed" && responseText === null) return record;
  return {
    ...record,
    outcome: outcome.kind === "failed" ? { ...outcome, message: redact(outcome.message) } : outcome,
    responseText: responseText === null ? null : redact(responseText),
  };
};
