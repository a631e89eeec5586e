import { expect, test } from "vitest";
import { readVerdict } from "./read-verdict.ts";

test.each([
  [200, '{"choices":[{"message":{"content":"Hi"}}]}'],
  [200, 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]\n\n'],
  [200, ""],
  [400, '{"error":{"message":"Could not finish the message because max_tokens was reached"}}'],
])("takes status %i with %j for a yes", (status, body) => {
  expect(readVerdict({ status, body })).toEqual({ kind: "taken" });
});

test.each([
  [400, '{"error":{"message":"no ignore_eos"}}', "HTTP 400: no ignore_eos"],
  [422, '{"detail":[{"loc":["body","top_k"],"msg":"extra"}]}', "HTTP 422: body.top_k: extra"],
  [500, "Internal Server Error", "HTTP 500: Internal Server Error"],
  [400, "", "HTTP 400"],
  [200, ': ping\r\n\r\ndata: {"error":{"message":"no top_k"}}\r\n\r\ndata: [DONE]', "no top_k"],
  [200, '{"error":"no"}', "no"],
])("takes status %i with %j for a no", (status, body, text) => {
  expect(readVerdict({ status, body })).toEqual({ kind: "refused", text });
});

test.each([401, 403, 404, 429, 503])("learns nothing from status %i", (status) => {
  expect(readVerdict({ status, body: "x" })).toEqual({
    kind: "unclear",
    text: `HTTP ${status}: x`,
  });
});
