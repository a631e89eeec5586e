import { expect, test } from "vitest";
import { toReadable } from "./readable-text.ts";

test.each([
  ["lines and tabs", " a\r\n\tb\u2028c ", "a b c"],
  ["escape sequences", "\u001b[31mred\u0007", "[31mred"],
  ["invisible direction marks", "a\u202Eb\u200Bc", "a b c"],
  ["lone surrogates", "a\uD800b", "a b"],
  ["ordinary text in any script", "né 好 😀", "né 好 😀"],
])("puts %s on one printable line", (_name, text, expected) => {
  expect(toReadable(text)).toBe(expected);
});

test("cuts long text, never inside a character", () => {
  expect(toReadable("x".repeat(10), 4)).toBe("xxxx…");
  expect(toReadable("abc😀", 4)).toBe("abc…");
  expect(toReadable("x".repeat(5_000_000)).length).toBe(201);
});
