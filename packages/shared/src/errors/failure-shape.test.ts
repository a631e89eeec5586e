import * as fc from "fast-check";
import { expect, it, test } from "vitest";
import { cpuMsOf } from "../../../../test/support/cpu-time.ts";
import { failureKey, failureShape } from "./failure-shape.ts";

test.each([
  ["a count", "request 17 failed", "request 4711 failed"],
  ["a decimal", "retry after 1.25 s", "retry after 12 s"],
  [
    "a UUID",
    "HTTP 500: id 6f1c1c1e-9f9b-4a54-8c3e-6f6a2b1d0c55",
    "HTTP 500: id 00000000-0000-4000-8000-00000000000a",
  ],
  ["a request id", "HTTP 503: busy (req_a81fK2mm)", "HTTP 503: busy (req_99zz81Qa)"],
  ["a trace in hex", "gone: deadbeefdeadbeef", "gone: 0123456789abcdef"],
  ["a pointer", "object at 0x7f3a91bc0040", "object at 0x7f3a91bc99a8"],
])("leaves out %s", (_what, one, other) => {
  expect(failureShape(one)).toBe(failureShape(other));
});

test.each([
  ["statuses", "HTTP 503: busy", "HTTP 429: busy"],
  ["words", "HTTP 503: busy", "HTTP 503: loading"],
  ["addresses", "connect ECONNREFUSED 127.0.0.1:8000", "connect ECONNREFUSED 127.0.0.1:8001"],
  ["IPv6 addresses", "connect ECONNREFUSED ::1:8000", "connect ECONNREFUSED ::1:8001"],
  ["URLs", "HTTP 302 to http://a:1/login", "HTTP 302 to http://b:1/login"],
  ["hosts", "getaddrinfo ENOTFOUND gpu.lan:80", "getaddrinfo ENOTFOUND cpu.lan:80"],
])("keeps %s apart", (_what, one, other) => {
  expect(failureShape(one)).not.toBe(failureShape(other));
});

it("keeps kinds apart", () => {
  expect(failureKey("reset", "gone")).not.toBe(failureKey("truncated", "gone"));
});

it("is the shape of itself, whatever the message", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (message) => {
      const shape = failureShape(message);
      expect(failureShape(shape)).toBe(shape);
    }),
  );
});

it("takes no longer for a hostile message than for a plain one", () => {
  const hostile = ["a-".repeat(250), "1.".repeat(250), "_".repeat(500), "http://".repeat(70)];
  expect(cpuMsOf(() => hostile.map(failureShape))).toBeLessThan(200);
});
