import { expect, test } from "vitest";
import { isLoopbackHost, masterListenHost } from "./bind-host.ts";

test.each([
  ["127.0.0.1", true],
  ["127.8.0.1", true],
  ["localhost", true],
  ["LOCALHOST", true],
  ["::1", true],
  ["[::1]", true],
  ["0.0.0.0", false],
  ["*", false],
  ["10.0.0.5", false],
  ["127.0.0.1.example.com", false],
  ["::", false],
])("%s stays on this machine: %s", (host, isLoopback) => {
  expect(isLoopbackHost(host)).toBe(isLoopback);
});

test("a master listens on loopback without a token and everywhere with one", () => {
  const none = { masterBindHost: null, token: null, tokenFile: null };
  expect(masterListenHost(none)).toBe("127.0.0.1");
  expect(masterListenHost({ ...none, token: "auto" })).toBeNull();
  expect(masterListenHost({ ...none, tokenFile: "t" })).toBeNull();
  expect(masterListenHost({ ...none, masterBindHost: "*", token: "t" })).toBeNull();
  expect(masterListenHost({ ...none, masterBindHost: "10.0.0.5", token: "t" })).toBe("10.0.0.5");
});
