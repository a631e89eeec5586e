// Renders a request as the bytes of one write. A request that HTTP cannot carry is an error as data:
// headers come from users.

import { err, ok } from "@gadfly/shared/errors/result";
import type { Result } from "@gadfly/shared/errors/result";
import type { TransportRequest } from "../transport.ts";

/** A request as bytes. */
export interface WrittenRequest {
  readonly bytes: Buffer;
  /** The request itself asks for the connection to be closed after it. */
  readonly isLast: boolean;
}

/** Renders requests to one host. */
export type RequestWriter = (request: TransportRequest) => Result<WrittenRequest>;

const namePattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const badValueCharacter = /[^\t\u0020-\u007e\u0080-\u00ff]/;
const badPathCharacter = /[^\u0021-\u00ff]/;
/** They say how the message travels, and that is ours to say. */
const ownHeaders = new Set(["transfer-encoding", "keep-alive", "upgrade", "expect"]);

/** What is gathered from the headers of a request. */
interface Draft {
  host: string;
  isLast: boolean;
  lines: string;
}

/**
 * Makes a writer; `host` is the host header unless the request has one. With `closesAlways`, each
 * request asks for its connection to be closed.
 */
export function createRequestWriter(host: string, closesAlways: boolean): RequestWriter {
  return (request) => {
    const { method, path, headers, body } = request;
    if (!path.startsWith("/") || badPathCharacter.test(path)) return err("invalid request path");
    const draft: Draft = { host, isLast: closesAlways, lines: "" };
    const bodyLength = body?.length ?? 0;
    for (let i = 0; i + 1 < headers.length; i += 2) {
      const problem = addHeader(draft, headers[i] ?? "", headers[i + 1] ?? "", bodyLength);
      if (problem !== null) return err(problem);
    }
    const length = method === "POST" || bodyLength > 0 ? `content-length: ${bodyLength}\r\n` : "";
    const connection = draft.isLast ? "close" : "keep-alive";
    const head = `${method} ${path} HTTP/1.1\r\nhost: ${draft.host}\r\nconnection: ${connection}\r\n${draft.lines}${length}\r\n`;
    return ok({ bytes: join(head, body), isLast: draft.isLast });
  };
}

/** Adds one header to the draft; returns what is wrong with it, or null. */
function addHeader(draft: Draft, name: string, value: string, bodyLength: number): string | null {
  if (!namePattern.test(name)) return "invalid header key";
  const lowerName = name.toLowerCase();
  if (badValueCharacter.test(value) || ownHeaders.has(lowerName)) return `invalid ${name} header`;
  if (lowerName === "host") draft.host = value;
  else if (lowerName === "connection") draft.isLast ||= /(^|,)\s*close\s*(,|$)/i.test(value);
  else if (lowerName !== "content-length") draft.lines += `${name}: ${value}\r\n`;
  else if (value !== String(bodyLength)) return "invalid content-length header";
  return null;
}

function join(head: string, body: Buffer | null): Buffer {
  if (body === null || body.length === 0) return Buffer.from(head, "latin1");
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, 0, "latin1");
  bytes.set(body, head.length);
  return bytes;
}
