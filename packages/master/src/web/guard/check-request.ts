// Who asks, and from where: pure rules over the headers of a request. Browsers name the page that sends
// a request (Origin) and the name under which they found us (Host); other programs name nothing.
import type { IncomingHttpHeaders } from "node:http";
import { isLoopbackHost } from "@gadfly/shared/options/bind-host";

/** What the rules look at. */
export interface CheckedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** An upgrade to WebSocket may be asked for by any page, so it counts as a change. */
  readonly isUpgrade: boolean;
}

const hostNameOf = (host: string): string | null => {
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return null;
  }
};

/**
 * A page of another site can give its own name our address (DNS rebinding) and is then of our origin.
 * Without a token only names that mean this machine are ours.
 */
export const hasOwnHost = (headers: IncomingHttpHeaders, hasToken: boolean): boolean => {
  const name = hostNameOf(headers.host ?? "");
  if (name === null || name === "") return false;
  return hasToken || isLoopbackHost(name);
};

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether the request was sent by our own page, or by no page at all. */
export const hasOwnOrigin = ({ method, headers, isUpgrade }: CheckedRequest): boolean => {
  if (safeMethods.has(method) && !isUpgrade) return true;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  const given = URL.canParse(origin) ? new URL(origin) : null;
  if (given === null || !/^https?:$/.test(given.protocol)) return false;
  // A proxy before us may end TLS, so the scheme is its business; the name and the port are ours.
  const own = `${given.protocol}//${headers.host ?? ""}`;
  return URL.canParse(own) && new URL(own).host === given.host;
};
