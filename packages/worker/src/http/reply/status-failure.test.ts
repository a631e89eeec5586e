import { expect, test } from "vitest";
import { isSuccessStatus, statusFailure } from "./status-failure.ts";

test("takes 2xx, and nothing else, as a good status", () => {
  expect([200, 204, 299].every(isSuccessStatus)).toBe(true);
  expect([199, 300, 404, 500].some(isSuccessStatus)).toBe(false);
});

test.each<[number, string | null, string, string]>([
  [
    404,
    null,
    '{"error":{"message":"No model x","type":"nf"}}',
    "http_status: HTTP 404: No model x (nf)",
  ],
  [401, null, '{"error":"Unauthorized"}', "http_status: HTTP 401: Unauthorized"],
  [422, null, '{"detail":[{"loc":["body"],"msg":"bad"}]}', "http_status: HTTP 422: body: bad"],
  [429, null, '\ndata: {"error":{"message":"slow"}}\n\n', "rate_limited: HTTP 429: slow"],
  [
    502,
    null,
    "<html>\r\n<h1>Bad Gateway</h1>",
    "http_status: HTTP 502: <html> <h1>Bad Gateway</h1>",
  ],
  [500, null, "\u0000\u001b[0m", "http_status: HTTP 500: [0m"],
  [500, null, '{"status":"x"}', 'http_status: HTTP 500: {"status":"x"}'],
  [503, null, "", "overloaded: HTTP 503"],
  [529, null, '{"type":"error","error":{"message":"busy"}}', "overloaded: HTTP 529: busy"],
  [
    400,
    null,
    '{"object":"error","message":"engine full","code":42903}',
    "overloaded: HTTP 400: engine full (42903)",
  ],
  [
    400,
    null,
    '{"object":"error","message":"cuda oom","code":50002}',
    "http_status: HTTP 400: cuda oom (50002)",
  ],
  [307, "http://b/v1", "moved", "redirect: HTTP 307 to http://b/v1"],
  [304, null, "", "http_status: HTTP 304"],
])("describes %d with location %j and body %j", (status, location, body, expected) => {
  const { failure, message } = statusFailure(status, location, body);
  expect(`${failure}: ${message}`).toBe(expected);
});

test("shows at most two hundred characters", () => {
  expect(statusFailure(500, null, "x".repeat(9999)).message).toHaveLength(
    "HTTP 500: ".length + 201,
  );
});

test("says how long the server asks its clients to stay away: the headers first, then the body", () => {
  const body = JSON.stringify({
    error: {
      message: "quota",
      details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "17s" }],
    },
  });
  expect(statusFailure(429, null, body)).toEqual({
    failure: "rate_limited",
    message: "HTTP 429: quota (retry after 17 s)",
    retryAfterMs: 17_000,
  });
  expect(statusFailure(429, null, body, 2500)).toMatchObject({
    message: "HTTP 429: quota (retry after 2.5 s)",
    retryAfterMs: 2500,
  });
  expect(statusFailure(503, null, "", 30_000).message).toBe("HTTP 503 (retry after 30 s)");
  expect(statusFailure(500, null, "oops").retryAfterMs).toBeNull();
});
