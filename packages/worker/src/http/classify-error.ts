// Maps every error code that Node, OpenSSL and both HTTP engines are known to give to a failure kind.
// A pure table plus the few cases where the same code means different things at different moments.

import type { FailureKind } from "@gadfly/shared/errors/failure-kinds";
import { toReadable } from "../stream/json/readable-text.ts";
import type { Failure } from "../stream/judge-outcome.ts";

/** How far the request had come when the error struck. */
export interface ErrorMoment {
  /** connecting: no byte was sent; waiting: sent, no response byte yet; responding: after that. */
  readonly phase: "connecting" | "waiting" | "responding";
  /** The connection had carried an earlier request. */
  readonly isReused: boolean;
  /** Since the first byte was handed to the socket. */
  readonly sinceSentMs: number;
}

/**
 * A server that had already closed a kept-alive connection answers the next request with a reset
 * within one round trip. A reset that comes later hit a request that the server was working on.
 */
export const staleWindowMs = 1000;

/** What a code means before and after the request was sent. */
type CodeMeaning = FailureKind | { readonly before: FailureKind; readonly after: FailureKind };

const broken: CodeMeaning = { before: "connect_failed", after: "reset" };
const cutShort: CodeMeaning = { before: "connect_failed", after: "truncated" };

/** Every code with its meaning. Families (certificate and parser codes) are matched by prefix. */
export const errorCodes: ReadonlyMap<string, CodeMeaning> = new Map<string, CodeMeaning>([
  ["ECONNREFUSED", { before: "connect_refused", after: "reset" }],
  ["EHOSTUNREACH", broken],
  ["EHOSTDOWN", broken],
  ["ENETUNREACH", broken],
  ["ENETDOWN", broken],
  ["ENOENT", "connect_failed"],
  ["EACCES", "connect_failed"],
  ["EPERM", "connect_failed"],
  ["EINVAL", "connect_failed"],
  ["EAFNOSUPPORT", "connect_failed"],
  ["ECONNRESET", broken],
  ["ECONNABORTED", broken],
  ["ENOTCONN", broken],
  ["ESHUTDOWN", broken],
  ["EPIPE", broken],
  ["EIO", broken],
  ["ERR_STREAM_DESTROYED", broken],
  ["ERR_STREAM_WRITE_AFTER_END", broken],
  ["ERR_SOCKET_CLOSED", broken],
  ["ERR_SOCKET_CLOSED_BEFORE_CONNECTION", "connect_failed"],
  ["ETIMEDOUT", { before: "timeout_connect", after: "reset" }],
  ["ERR_SOCKET_CONNECTION_TIMEOUT", "timeout_connect"],

  ["ENOTFOUND", "dns"],
  ["ENODATA", "dns"],
  ["ESERVFAIL", "dns"],
  ["EFORMERR", "dns"],
  ["ENOTIMP", "dns"],
  ["EREFUSED", "dns"],
  ["EBADNAME", "dns"],
  ["EBADRESP", "dns"],
  ["EDESTRUCTION", "dns"],
  ["ECANCELLED", "dns"],

  ["EMFILE", "client_limit"],
  ["ENFILE", "client_limit"],
  ["ENOBUFS", "client_limit"],
  ["ENOMEM", "client_limit"],
  ["EADDRNOTAVAIL", "client_limit"],
  ["EADDRINUSE", "client_limit"],
  ["EAGAIN", "client_limit"],
  ["ERR_MEMORY_ALLOCATION_FAILED", "client_limit"],

  ["EPROTO", "tls"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
  ["HOSTNAME_MISMATCH", "tls"],
  ["INVALID_CA", "tls"],
  ["INVALID_PURPOSE", "tls"],
  ["PATH_LENGTH_EXCEEDED", "tls"],
  ["OUT_OF_MEM", "tls"],

  ["H1_CLOSED", cutShort],
  ["H1_BAD_RESPONSE", "protocol"],
  ["H1_BAD_REQUEST", "protocol"],

  ["WS_CLOSED", cutShort],

  ["UND_ERR_SOCKET", cutShort],
  ["UND_ERR_INFO", broken],
  ["UND_ERR", broken],
  ["UND_ERR_CLOSED", broken],
  ["UND_ERR_DESTROYED", broken],
  ["UND_ERR_ABORT", broken],
  ["UND_ERR_ABORTED", broken],
  ["UND_ERR_CONNECT_TIMEOUT", "timeout_connect"],
  ["UND_ERR_HEADERS_TIMEOUT", "timeout_headers"],
  ["UND_ERR_BODY_TIMEOUT", "timeout_idle"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "truncated"],
  ["UND_ERR_HEADERS_OVERFLOW", "protocol"],
  ["UND_ERR_HTTP_PARSER", "protocol"],
  ["UND_ERR_INVALID_ARG", "protocol"],
  ["UND_ERR_INVALID_RETURN_VALUE", "protocol"],
  ["UND_ERR_NOT_SUPPORTED", "protocol"],
  ["UND_ERR_REQ_CONTENT_LENGTH_MISMATCH", "protocol"],
  ["UND_ERR_RESPONSE", "protocol"],
  ["UND_ERR_RES_EXCEEDED_MAX_SIZE", "protocol"],
  ["UND_ERR_PRX_TLS", "tls"],
  ["ERR_ASSERTION", "protocol"],
  ["HPE_INVALID_EOF_STATE", "truncated"],
]);

const families: readonly (readonly [RegExp, FailureKind])[] = [
  [/^EAI_/, "dns"],
  [/^HPE_/, "protocol"],
  [/^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_|ERROR_IN_C)/, "tls"],
  [/^ERR_(HTTP|INVALID)_/, "protocol"],
  [/^WS_ERR_/, "protocol"],
];

/** The failure that an error of the connection means. */
export function classifyError(error: unknown, moment: ErrorMoment): Failure {
  const first = firstError(error);
  const code = codeOf(first);
  const failure = kindOf(code, moment);
  const isStale =
    moment.isReused &&
    moment.phase === "waiting" &&
    moment.sinceSentMs <= staleWindowMs &&
    (failure === "reset" || failure === "truncated");
  if (isStale) return { failure: "stale_connection", message: describe(first, code) };
  // Without a single response byte nothing was cut short: the connection was closed on the request.
  const isUnanswered = failure === "truncated" && moment.phase === "waiting";
  return { failure: isUnanswered ? "reset" : failure, message: describe(first, code) };
}

function kindOf(code: string, moment: ErrorMoment): FailureKind {
  const meaning = errorCodes.get(code) ?? families.find(([pattern]) => pattern.test(code))?.[1];
  const known = meaning ?? broken;
  if (typeof known === "string") return known;
  return moment.phase === "connecting" ? known.before : known.after;
}

/** undici's parser error bears no code; an end that the parser did not expect is known by its text. */
function codeOf(error: unknown): string {
  if (textOf(error, "name") !== "HTTPParserError") return textOf(error, "code");
  const isCut = textOf(error, "message").includes("Invalid EOF state");
  return isCut ? "HPE_INVALID_EOF_STATE" : "UND_ERR_HTTP_PARSER";
}

/** Connecting to a name with several addresses fails with a list: the first says enough. */
function firstError(error: unknown): unknown {
  const list: unknown = error instanceof AggregateError ? error.errors : null;
  return Array.isArray(list) && list.length > 0 ? list[0] : error;
}

/** What OpenSSL says of an answer that is no TLS: it reads it as a record of TLS all the same. */
const notTls = /wrong version number|packet length too long|http request/;

/** True when TLS was spoken to a server that does not speak it. */
export function isPlainServer(error: unknown): boolean {
  const first = firstError(error);
  const isOpenSsl = /^(EPROTO$|ERR_SSL_)/.test(textOf(first, "code"));
  return isOpenSsl && notTls.test(textOf(first, "reason") || textOf(first, "message"));
}

const mistrust =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_)/;

/** True when the server's certificate was not accepted. */
export const isMistrust = (error: unknown): boolean =>
  mistrust.test(textOf(firstError(error), "code"));

/** Says what happened in one line; OpenSSL's own line holds a thread id, its reason does not. */
function describe(error: unknown, code: string): string {
  if (isPlainServer(error)) return `TLS: the server does not speak it; is it http://? (${code})`;
  const readable = toReadable(messageOf(error)) || code || "unknown error";
  // Our own errors say all in words.
  const isSaid = code === "" || /^(H1_|WS_CLOSED$)/.test(code) || readable.includes(code);
  return isSaid ? readable : `${readable} (${code})`;
}

function messageOf(error: unknown): string {
  const message = textOf(error, "message");
  const reason = textOf(error, "reason") || opensslReason(message);
  if (isMistrust(error)) return `the server's certificate is not accepted: ${reason || message}`;
  return reason === "" ? message : `TLS: ${reason}`;
}

/** The reason in a line such as "80AB:error:0A000410:SSL routines:function:reason:file:line:". */
const opensslReason = (message: string): string =>
  /error:[\dA-F]{8}:[^:]*:[^:]*:([^:\n]+)/.exec(message)?.[1] ?? "";

function textOf(error: unknown, key: "code" | "message" | "name" | "reason"): string {
  if (typeof error !== "object" || error === null || !(key in error)) return "";
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? value : "";
}
