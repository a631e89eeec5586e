// The kinds of request failure. A failed request is data: it becomes an outcome on its record,
// counted by kind, and this one table says what each kind means and what a user can do about it.

interface FailureKindRow {
  /** Stable name, used in results, journals and series. */
  readonly kind: string;
  /** Short title for tables. */
  readonly title: string;
  /** When a request gets this kind. */
  readonly when: string;
  /** What the reader of a report can do about it. */
  readonly remedy: string;
}

/** Every failure kind with its meaning; the console, the docs and the result read this table. */
export const failureKinds = [
  {
    kind: "connect_refused",
    title: "connection refused",
    when: "The target's port refused the TCP connection.",
    remedy: "Check that the server runs and that host and port are right.",
  },
  {
    kind: "connect_failed",
    title: "connection failed",
    when: "The TCP connection could not be made for another reason, such as no route to the host.",
    remedy: "Check the network path and firewalls between the worker and the target.",
  },
  {
    kind: "dns",
    title: "name not resolved",
    when: "The target's host name could not be resolved.",
    remedy: "Check the host name, or give an IP address.",
  },
  {
    kind: "tls",
    title: "TLS failed",
    when: "The TLS handshake failed, or the certificate was not accepted.",
    remedy: "Check http against https, and that the worker trusts the server's certificate.",
  },
  {
    kind: "http_status",
    title: "HTTP error status",
    when: "The server answered with a status outside 200 to 299.",
    remedy: "Read the message: it holds the status and what the server said.",
  },
  {
    kind: "rate_limited",
    title: "rate limited",
    when: "The server answered that we ask too much: status 429, or such a code inside another error.",
    remedy:
      "Raise the account's limit or lower the load; the message says how long to wait, where told.",
  },
  {
    kind: "overloaded",
    title: "server overloaded",
    when: "The server cannot take the request now: status 503 or 529, or such a code inside another error.",
    remedy: "Lower the load, add replicas, or wait until the model is loaded (--wait-ready).",
  },
  {
    kind: "inband_error",
    title: "error in the reply",
    when: "The status was good, but the body carried an error in place of an answer or in mid-stream.",
    remedy: "Read the message and the server's log.",
  },
  {
    kind: "truncated",
    title: "reply cut short",
    when: "The body ended before a finish reason, [DONE] or its declared length.",
    remedy: "Look for crashed engine processes and for time limits of proxies.",
  },
  {
    kind: "reset",
    title: "connection reset",
    when: "The connection was reset or closed while the request was under way.",
    remedy: "Look at the server's and proxies' logs at that moment.",
  },
  {
    kind: "stale_connection",
    title: "stale connection",
    when: "A kept-alive connection was closed by the server just as it was used again; no response byte came.",
    remedy: "Raise the server's keep-alive time above the users' wait time.",
  },
  {
    kind: "timeout_connect",
    title: "connect timeout",
    when: "No connection within the connect timeout.",
    remedy: "Check the network path and the server's accept queue, or raise --connect-timeout.",
  },
  {
    kind: "timeout_headers",
    title: "headers timeout",
    when: "No response headers within the headers timeout.",
    remedy: "The server may be queueing; lower the load or raise --headers-timeout.",
  },
  {
    kind: "timeout_first_token",
    title: "first-token timeout",
    when: "No token within the first-token timeout.",
    remedy: "The server may be queueing; lower the load or raise --first-token-timeout.",
  },
  {
    kind: "timeout_idle",
    title: "idle timeout",
    when: "The body began, then no byte came within the idle timeout.",
    remedy: "Look for a stalled server or proxy, or raise --idle-timeout.",
  },
  {
    kind: "timeout_progress",
    title: "progress timeout",
    when: "Tokens began, then none came within the progress timeout, whatever else was sent.",
    remedy: "Look for a stalled engine behind keep-alive comments, or raise --progress-timeout.",
  },
  {
    kind: "timeout_request",
    title: "request timeout",
    when: "The request was not over within the request timeout.",
    remedy: "Lower the load or the output length, or raise --request-timeout.",
  },
  {
    kind: "bad_frame",
    title: "unreadable reply",
    when: "The reply was not the expected JSON or event stream, such as an HTML page or garbage.",
    remedy: "Check that the URL is the API itself; the message shows the first bytes.",
  },
  {
    kind: "empty",
    title: "empty answer",
    when: "The reply was complete and well formed, but held no output.",
    remedy: "Check the prompt, stop strings and the model's chat template.",
  },
  {
    kind: "filtered",
    title: "answer held back",
    when: "The server blocked the prompt or held back all of the answer: a content filter, not the engine, ended it.",
    remedy: "Use other prompts, or a model or account without the filter.",
  },
  {
    kind: "redirect",
    title: "redirected",
    when: "The server answered with a redirect, which is never followed.",
    remedy: "Point the run at the address in the message.",
  },
  {
    kind: "client_limit",
    title: "limit of this machine",
    when: "The worker's machine ran out of file descriptors, ports or memory.",
    remedy: "Raise ulimit -n or the port range, or use more workers.",
  },
  {
    kind: "protocol",
    title: "bad HTTP",
    when: "What was sent or received was not valid HTTP.",
    remedy: "Check that the port speaks HTTP, and http against https.",
  },
] as const satisfies readonly FailureKindRow[];

/** The stable name of a failure kind. */
export type FailureKind = (typeof failureKinds)[number]["kind"];

/** How a request ended. Cancelled (by us) is not a failure. */
export type Outcome =
  | { readonly kind: "succeeded" }
  | { readonly kind: "failed"; readonly failure: FailureKind; readonly message: string }
  | { readonly kind: "cancelled" };
