import { describe, expect, it } from "vitest";
import { hasOwnHost, hasOwnOrigin } from "./check-request.ts";

const host = "127.0.0.1:8089";

describe("a Host header without a token", () => {
  it.each(["127.0.0.1:8089", "localhost:9000", "LOCALHOST", "[::1]:8089", "127.9.9.9"])(
    "%s is ours",
    (name) => expect(hasOwnHost({ host: name }, false)).toBe(true),
  );

  it.each(["evil.example:8089", "127.0.0.1.evil.example", "10.0.0.1", "", "a b", "localhost.evil"])(
    "%j is a stranger's",
    (name) => expect(hasOwnHost({ host: name }, false)).toBe(false),
  );

  it("may be any with a token, for that no rebound name can know", () => {
    expect(hasOwnHost({ host: "bench.example:8089" }, true)).toBe(true);
    expect(hasOwnHost({}, true)).toBe(false);
  });
});

describe("an Origin", () => {
  const ask = (headers: Record<string, string>, method = "POST", isUpgrade = false) =>
    hasOwnOrigin({ method, headers: { host, ...headers }, isUpgrade });

  it("is our own when name and port are, also behind a proxy with TLS", () => {
    expect(ask({ origin: "http://127.0.0.1:8089" })).toBe(true);
    expect(ask({ origin: "https://127.0.0.1:8089" })).toBe(true);
    expect(ask({ host: "bench.example", origin: "https://bench.example" })).toBe(true);
  });

  it("may be missing: programs have none", () => expect(ask({})).toBe(true));

  it.each([
    "http://evil.example",
    "http://127.0.0.1:9999",
    "http://127.0.0.1",
    "null",
    "file://",
    "http://127.0.0.1:8089.evil.example",
    "",
  ])("%j is a stranger's", (origin) => expect(ask({ origin })).toBe(false));

  it("does not count where the browser says that another site asks", () => {
    expect(ask({ origin: `http://${host}`, "sec-fetch-site": "cross-site" })).toBe(false);
    expect(ask({ "sec-fetch-site": "same-site" })).toBe(false);
    expect(ask({ origin: `http://${host}`, "sec-fetch-site": "same-origin" })).toBe(true);
  });

  it("does not matter to a GET, but to an upgrade", () => {
    expect(ask({ origin: "http://evil.example" }, "GET")).toBe(true);
    expect(ask({ origin: "http://evil.example" }, "GET", true)).toBe(false);
  });
});
