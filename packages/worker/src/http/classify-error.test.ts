import { failureKinds } from "@gadfly/shared/errors/failure-kinds";
import { errors } from "undici";
import { expect, test } from "vitest";
import { classifyError, errorCodes, staleWindowMs } from "./classify-error.ts";
import type { ErrorMoment } from "./classify-error.ts";

const connecting: ErrorMoment = { phase: "connecting", isReused: false, sinceSentMs: 0 };
const waiting: ErrorMoment = { phase: "waiting", isReused: false, sinceSentMs: 5 };
const responding: ErrorMoment = { phase: "responding", isReused: false, sinceSentMs: 50 };

const withCode = (code: string, message = "it broke"): Error =>
  Object.assign(new Error(message), { code });
const kind = (code: string, moment: ErrorMoment): string =>
  classifyError(withCode(code), moment).failure;

test.each([
  ["connect_refused", ["ECONNREFUSED"]],
  ["connect_failed", ["EHOSTUNREACH", "ENETUNREACH", "ECONNRESET", "EPIPE", "EACCES", "EINVAL"]],
  ["dns", ["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NONAME", "ESERVFAIL", "ENODATA"]],
  ["client_limit", ["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "EADDRNOTAVAIL", "EADDRINUSE"]],
  ["timeout_connect", ["ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT"]],
  [
    "tls",
    [
      "EPROTO",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "CERT_HAS_EXPIRED",
      "ERR_TLS_CERT_ALTNAME_INVALID",
      "ERR_SSL_WRONG_VERSION_NUMBER",
    ],
  ],
])("reads these codes as %s while connecting", (expected, codes) => {
  for (const code of codes) expect([code, kind(code, connecting)]).toEqual([code, expected]);
});

test.each([
  ["reset", ["ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ECONNABORTED"]],
  ["truncated", ["UND_ERR_SOCKET", "UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "HPE_INVALID_EOF_STATE"]],
  ["protocol", ["HPE_INVALID_CONSTANT", "HPE_INVALID_CHUNK_SIZE", "UND_ERR_HEADERS_OVERFLOW"]],
  ["timeout_headers", ["UND_ERR_HEADERS_TIMEOUT"]],
  ["timeout_idle", ["UND_ERR_BODY_TIMEOUT"]],
])("reads these codes as %s in mid-response", (expected, codes) => {
  for (const code of codes) expect([code, kind(code, responding)]).toEqual([code, expected]);
});

test("calls a close without any answer a reset: nothing was cut short", () => {
  expect(kind("UND_ERR_SOCKET", waiting)).toBe("reset");
});

test("calls a reset of a reused connection stale only at once and before any byte", () => {
  const reused = { ...waiting, isReused: true };
  for (const code of ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]) {
    expect(kind(code, reused)).toBe("stale_connection");
  }
  expect(kind("ECONNRESET", { ...reused, sinceSentMs: staleWindowMs + 1 })).toBe("reset");
  expect(kind("ECONNRESET", { ...responding, isReused: true })).toBe("reset");
  expect(kind("HPE_INVALID_CONSTANT", reused)).toBe("protocol");
});

test("maps unknown codes, and errors that are none, by the moment", () => {
  expect(kind("ESOMETHINGNEW", connecting)).toBe("connect_failed");
  expect(kind("ESOMETHINGNEW", responding)).toBe("reset");
  expect(classifyError(undefined, responding)).toEqual({
    failure: "reset",
    message: "unknown error",
  });
});

test("maps every known code to a kind of the table, at every moment", () => {
  const kinds = new Set<string>(failureKinds.map((row) => row.kind));
  for (const code of errorCodes.keys()) {
    for (const moment of [connecting, waiting, responding]) {
      expect(kinds.has(kind(code, moment))).toBe(true);
    }
  }
});

/** Raised only by parts of undici that we do not use: pools, proxies, retries, WebSocket. */
const elsewhere = /BalancedPool|Proxy|RequestRetry|MaxOrigins|MessageSize/;

test("knows every error code that the HTTP engine can raise", () => {
  const codes = Object.entries(errors)
    .filter(([name]) => name !== "HTTPParserError" && !elsewhere.test(name))
    .map(([, type]) => codeOf(type));
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !errorCodes.has(code))).toEqual([]);
});

function codeOf(type: unknown): string {
  const made: unknown = typeof type === "function" ? Reflect.construct(type, ["", "", {}]) : null;
  return made instanceof Error ? String(Reflect.get(made, "code")) : "";
}

test("takes the first of several addresses' errors", () => {
  const refused = withCode("ECONNREFUSED", "connect ECONNREFUSED ::1:80");
  const all = new AggregateError([refused, withCode("ENETUNREACH")]);
  expect(classifyError(all, connecting)).toEqual({
    failure: "connect_refused",
    message: "connect ECONNREFUSED ::1:80",
  });
});

test.each([
  ["a code that the message lacks", withCode("EPIPE", "it broke"), "it broke (EPIPE)"],
  ["a message with its code", withCode("EPIPE", "write EPIPE"), "write EPIPE"],
  ["an empty message", withCode("EPIPE", ""), "EPIPE"],
  [
    "a server that speaks no TLS, without OpenSSL's words",
    Object.assign(withCode("EPROTO", "80AB:error:0A00010B:SSL"), {
      reason: "wrong version number",
    }),
    "TLS: the server does not speak it; is it http://? (EPROTO)",
  ],
  [
    "OpenSSL's reason without its thread id when it stands in the message only",
    withCode(
      "EPROTO",
      "80AB:error:0A000410:SSL routines:ssl3_read_bytes:handshake failure:../a.c:15:\n",
    ),
    "TLS: handshake failure (EPROTO)",
  ],
  [
    "a certificate that nobody vouches for",
    withCode("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"),
    "the server's certificate is not accepted: self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)",
  ],
])("describes %s", (_name, error, expected) => {
  expect(classifyError(error, responding).message).toBe(expected);
});
