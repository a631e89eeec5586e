// Recognises every shape in which inference servers and gateways write an error as JSON,
// and reads a sentence out of it. It must never take an ordinary answer for an error.

import { arrayField, isJsonArray, isJsonObject, objectField, textField } from "./guards.ts";
import type { JsonObject } from "./guards.ts";
import { toReadable } from "./readable-text.ts";
import { readRetryInfoMs, withRetryHint } from "./retry-hint.ts";

const maxListed = 3;

/**
 * The error that a JSON value carries, as a readable line; null when it carries none. A wish that the
 * client stays away for a while is part of the line.
 */
export function findError(value: unknown): string | null {
  return withWish(describeError(value), value);
}

/** Only the error in a field of that name: for answers that have a `message` or a `code` themselves. */
export function findNamedError(value: unknown): string | null {
  const found = isJsonObject(value) ? errorField(value) : null;
  return withWish(found === null ? null : toReadable(found), value);
}

const withWish = (error: string | null, value: unknown): string | null =>
  error === null ? null : withRetryHint(error, readRetryInfoMs(value));

/** Like `findError`, without the wish. */
export function describeError(value: unknown): string | null {
  const object = isJsonArray(value) && value.length === 1 ? value[0] : value;
  if (!isJsonObject(object)) return null;
  const found =
    errorField(object) ?? flatError(object) ?? detailError(object) ?? eventError(object);
  return found === null ? null : toReadable(found);
}

/** `{"error": …}` with an object or a string, at the top of anything. */
function errorField(object: JsonObject): string | null {
  const error = object["error"];
  if (typeof error === "string" && error.trim() !== "") {
    return withLabels(error, [object["error_type"], object["code"]]);
  }
  if (!isJsonObject(error) || Object.keys(error).length === 0) return null;
  const labels = [error["type"], error["code"] ?? error["http_status_code"], error["status"]];
  return withLabels(messageOf(error), labels);
}

/** The last event of a failed answer: OpenAI's `response.error`, Cohere's `delta.error`. */
function eventError(object: JsonObject): string | null {
  const inner = objectField(object, "response") ?? objectField(object, "delta");
  return inner === null ? null : errorField(inner);
}

/** `{"object":"error"}`, `{"type":"error"}`, `{"error_code":50001}` and a bare `{"message":…}`. */
function flatError(object: JsonObject): string | null {
  const isMarked = object["object"] === "error" || object["type"] === "error";
  const code = object["error_code"] ?? object["code"];
  const hasErrorCode = typeof object["error_code"] === "number" && object["error_code"] !== 0;
  const isBareMessage = textField(object, "message") !== "" && !looksLikeAnswer(object);
  if (!isMarked && !hasErrorCode && !isBareMessage) return null;
  const type = object["type"] === "error" ? null : object["type"];
  return withLabels(messageOf(object), [type, code]);
}

/** FastAPI's `{"detail": …}`: a string, a list of validation findings, or an error object. */
function detailError(object: JsonObject): string | null {
  if (looksLikeAnswer(object)) return null;
  const detail = object["detail"];
  if (typeof detail === "string" && detail.trim() !== "") return detail;
  if (isJsonObject(detail)) return describeError(detail) ?? JSON.stringify(detail);
  const findings = arrayField(object, "detail");
  if (findings.length === 0) return null;
  return findings.slice(0, maxListed).map(describeFinding).join("; ");
}

function describeFinding(finding: unknown): string {
  if (!isJsonObject(finding)) return JSON.stringify(finding);
  const place = arrayField(finding, "loc").join(".");
  const text = textField(finding, "msg") || JSON.stringify(finding);
  return place === "" ? text : `${place}: ${text}`;
}

const looksLikeAnswer = (object: JsonObject): boolean =>
  "choices" in object || textField(object, "object").includes("completion");

function messageOf(object: JsonObject): string {
  const direct =
    textField(object, "message") || textField(object, "msg") || textField(object, "text");
  if (direct !== "") return fromPython(direct);
  const nested = objectField(object, "error") ?? objectField(object, "message");
  if (nested !== null) return messageOf(nested);
  return detailError(object) ?? JSON.stringify(object);
}

const pythonFinding = /'loc': \(([^)]*)\), 'msg': (?:'([^']*)'|"([^"]*)")/g;

/** A list of findings as Python prints it: vLLM gives it as its message. */
function fromPython(message: string): string {
  const findings = [...message.matchAll(pythonFinding)].slice(0, maxListed);
  const sentences = findings.map(([, loc = "", single, double]) => {
    const place = [...loc.matchAll(/'([^']*)'|(\d+)/g)].map(([, name, index]) => name ?? index);
    return `${place.join(".")}: ${single ?? double ?? ""}`;
  });
  return sentences.length === 0 ? message : sentences.join("; ");
}

/** Adds type and code in brackets where the message does not name them already. */
function withLabels(message: string, labels: readonly unknown[]): string {
  const added = labels
    .filter((label) => typeof label === "string" || typeof label === "number")
    .map(String)
    .filter((label) => label !== "" && !message.includes(label));
  return added.length === 0 ? message : `${toReadable(message)} (${added.join(", ")})`;
}
