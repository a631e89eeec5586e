// Where the body of a response ends, and whether the connection lives on: RFC 9112, sections 6.3 and 9.3.

import { err, ok } from "@gadfly/shared/errors/result";
import type { Result } from "@gadfly/shared/errors/result";
import { quoteBytes } from "./h1-error.ts";
import type { HeaderFields } from "./header-fields.ts";
import type { StatusLine } from "./status-line.ts";

/** How a body ends: after a number of bytes, with a last chunk, or with the connection. */
export type BodyEnd = { readonly length: number } | "lastChunk" | "close";

/** What follows the headers. */
export interface BodyFraming {
  readonly end: BodyEnd;
  /** Another request may follow on this connection. */
  readonly isPersistent: boolean;
  /** How long the server keeps the idle connection, when it says so. */
  readonly keepAliveMs: number | null;
}

/** Decides from the status and the headers; the error says what contradicts what. */
export function frameBody(statusLine: StatusLine, headers: HeaderFields): Result<BodyFraming> {
  const end = bodyEnd(statusLine.status, headers);
  if (!end.ok) return end;
  return ok({
    end: end.value,
    isPersistent: end.value !== "close" && keepsConnection(statusLine, headers),
    keepAliveMs: keepAliveMs(headers),
  });
}

function bodyEnd(status: number, headers: HeaderFields): Result<BodyEnd> {
  if (status === 204 || status === 304) return ok({ length: 0 });
  const encoding = headers.list("transfer-encoding");
  const length = headers.list("content-length");
  if (encoding !== null) {
    // Whoever believes the one header sees other replies than whoever believes the other.
    if (length !== null) return err("both content-length and transfer-encoding are set");
    return ok(tokens(encoding).at(-1) === "chunked" ? "lastChunk" : "close");
  }
  return length === null ? ok("close") : contentLength(length);
}

/** Repeating the same number is harmless, and some proxies do. */
function contentLength(list: string): Result<BodyEnd> {
  const values = list.split(",").map((value) => value.trim());
  const [first = ""] = values;
  const length = Number(first);
  const isNumber = /^\d+$/.test(first) && Number.isSafeInteger(length);
  if (!isNumber || values.some((value) => value !== first)) {
    return err(`the content-length ${quoteBytes(list)} is no number of bytes`);
  }
  return ok({ length });
}

function keepsConnection({ minorVersion }: StatusLine, headers: HeaderFields): boolean {
  const options = tokens(headers.list("connection") ?? "");
  if (options.includes("close")) return false;
  return minorVersion >= 1 || options.includes("keep-alive");
}

function keepAliveMs(headers: HeaderFields): number | null {
  const seconds = /timeout=(\d+)/i.exec(headers.list("keep-alive") ?? "")?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

const tokens = (list: string): string[] =>
  list
    .toLowerCase()
    .split(",")
    .map((token) => token.trim());
