// The errors that our own HTTP/1.1 client raises itself; those of the socket pass through as they are.

/** What went wrong; each code is a row of the table in classify-error.ts. */
export type H1ErrorCode =
  /** The server closed the connection before its reply was complete. */
  | "H1_CLOSED"
  /** The reply breaks the rules of HTTP/1.1. */
  | "H1_BAD_RESPONSE"
  /** The request cannot be written as HTTP/1.1. */
  | "H1_BAD_REQUEST";

/** An error of the HTTP/1.1 client. */
export class H1Error extends Error {
  readonly code: H1ErrorCode;

  constructor(code: H1ErrorCode, message: string) {
    super(message);
    this.name = "H1Error";
    this.code = code;
  }
}

/** A reset in the words of the socket, for one that the socket did not report. */
export const resetError = (): Error =>
  Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

const maxQuoted = 40;

/** Bytes of a server, read as latin1, in quotes for a message. */
export function quoteBytes(text: string): string {
  const quoted = JSON.stringify(text.slice(0, maxQuoted));
  return text.length > maxQuoted ? `${quoted}…` : quoted;
}
