// The web token: compared without telling by time how much of it was right, and kept by browsers as a
// session that is worth nothing elsewhere.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

const bearer = /^Bearer +(\S+)$/i;

const cookieOf = (headers: IncomingHttpHeaders, name: string): string | null => {
  for (const pair of (headers.cookie ?? "").split(";")) {
    const [key = "", value = ""] = pair.trim().split("=");
    if (key === name) return value;
  }
  return null;
};

/** Who may come in. */
export class WebToken {
  readonly #token: string;
  readonly #session: string;

  /** "" lets everybody in. */
  constructor(token: string) {
    this.#token = token;
    this.#session = createHmac("sha256", token).update("gadfly page session").digest("base64url");
  }

  /** Whether there is one. */
  get isSet(): boolean {
    return this.#token !== "";
  }

  /** Whether this is the token. */
  matches(given: string): boolean {
    return this.isSet && isSame(given, this.#token);
  }

  /** Whether a request may be served. Cookies know no ports, so the port is in the name. */
  admits(headers: IncomingHttpHeaders, port: number): boolean {
    if (!this.isSet) return true;
    const given = bearer.exec(headers.authorization ?? "")?.[1];
    if (given !== undefined) return this.matches(given);
    const session = cookieOf(headers, this.#cookieName(port));
    return session !== null && isSame(session, this.#session);
  }

  /** The cookie of somebody who has shown the token. */
  cookie(port: number): string {
    return `${this.#cookieName(port)}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`;
  }

  #cookieName(port: number): string {
    return `gadfly_page_${port}`;
  }
}
