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
  [429, null, '\ndata: {"error":{"message":"slow"}}\n\n', "http_status: HTTP 429: slow"],
  [
    502,
    null,
    "<html>\r\n<h1>Bad Gateway</h1>",
    "http_status: HTTP 502: <html> <h1>Bad Gateway</h1>",
  ],
  [500, null, "\u0000\u001b[0m", "http_status: HTTP 500: [0m"],
  [500, null, '{"status":"x"}', 'http_status: HTTP 500: {"status":"x"}'],
  [503, null, "", "http_status: HTTP 503"],
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
