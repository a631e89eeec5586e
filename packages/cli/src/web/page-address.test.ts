import { hostname } from "node:os";
import { expect, it } from "vitest";
import { pageAddress } from "./page-address.ts";

it.each([
  ["127.0.0.1", "http://127.0.0.1:8089"],
  ["::1", "http://[::1]:8089"],
  ["bench.example", "http://bench.example:8089"],
])("%s is named as it is", (host, address) => expect(pageAddress(host, 8089)).toBe(address));

it.each([null, "0.0.0.0", "::"])("%j, every interface, has the machine's name", (host) => {
  expect(pageAddress(host, 80)).toBe(`http://${hostname()}:80`);
});
