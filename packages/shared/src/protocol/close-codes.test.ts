import * as fc from "fast-check";
import { expect, it } from "vitest";
import { closeCodes, closeReason } from "./close-codes.ts";

it("uses the codes that are left to applications, each once", () => {
  const codes = Object.values(closeCodes);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code >= 4000 && code <= 4999).toBe(true);
});

it("makes any text fit the 123 bytes of a close frame", () => {
  const text = fc.string({ unit: "binary", maxLength: 300 });
  fc.assert(
    fc.property(text, (given) => {
      expect(new TextEncoder().encode(closeReason(given)).length).toBeLessThanOrEqual(123);
    }),
  );
});

it("leaves a short plain sentence as it is", () => {
  const sentence = "the worker's token is not this master's token";
  expect(closeReason(sentence)).toBe(sentence);
});

it("marks what it leaves out", () => {
  expect(closeReason("a".repeat(200))).toBe(`${"a".repeat(117)}...`);
  expect(closeReason("café\n")).toBe("caf??");
});
