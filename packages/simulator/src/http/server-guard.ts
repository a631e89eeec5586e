// Lets quirks of a whole server also answer its GET requests, e.g. /health while a model loads. The
// requests for generations go through to their route, which asks the same history.

import type { RequestListener } from "node:http";
import { soundBehaviour } from "../faults/behaviour.ts";
import type { FaultHistory } from "../faults/fault-history.ts";
import { findBehaviour } from "../faults/fault-table.ts";

/** The listener, or one in front of it when the fault or quirk of the configuration wants it. */
export const guardServer = (
  name: string | null,
  history: FaultHistory,
  listener: RequestListener,
): RequestListener => {
  if (findBehaviour(name)?.isServerWide !== true) return listener;
  return (request, response) => {
    const isProbe = request.method === "GET" && request.url?.startsWith("/__truth") !== true;
    const { isSilent, canned } = (isProbe ? history.next(name, {}) : undefined) ?? soundBehaviour;
    if (isSilent) return;
    if (canned === null) return listener(request, response);
    response.writeHead(canned.status, canned.headers);
    response.end(Buffer.from(canned.body, "latin1"));
  };
};
