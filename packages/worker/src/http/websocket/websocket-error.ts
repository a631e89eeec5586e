// The error that our WebSocket slots raise themselves; those of the socket pass through as they are.

/** The server closed the WebSocket before its reply was over. A row of the table in classify-error.ts. */
export class WebSocketError extends Error {
  readonly code = "WS_CLOSED";
  override readonly name = "WebSocketError";
}

/** What the close codes mean that servers and proxies use. */
const meanings: Readonly<Record<number, string>> = {
  1000: "normal",
  1001: "going away",
  1002: "protocol error",
  1003: "data not supported",
  1005: "no code given",
  1006: "no close frame",
  1007: "invalid data",
  1008: "policy violation",
  1009: "message too big",
  1011: "server error",
  1012: "restart",
  1013: "try again later",
  1014: "bad gateway",
};

/** The error for a WebSocket that was closed with a code and, perhaps, the server's own words. */
export function closedError(code: number, reason: string): WebSocketError {
  const meaning = meanings[code] === undefined ? "" : ` (${meanings[code]})`;
  const words = reason === "" ? "" : `: ${reason}`;
  return new WebSocketError(`the server closed the WebSocket with code ${code}${meaning}${words}`);
}
