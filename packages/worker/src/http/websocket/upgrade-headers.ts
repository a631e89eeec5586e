// The headers of the request that opens a WebSocket: those of the first message, without what
// describes a body or the connection, which the upgrade has none of or sets itself.

const notForUpgrades = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-length",
  "content-type",
  "expect",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** By name; of a name that is given twice the last value counts. */
export function upgradeHeaders(headers: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = (headers[at] ?? "").toLowerCase();
    const isOwn = notForUpgrades.has(name) || name.startsWith("sec-websocket-");
    if (!isOwn) kept[name] = headers[at + 1] ?? "";
  }
  return kept;
}
