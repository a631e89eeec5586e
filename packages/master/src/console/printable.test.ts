import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, printableLines } from "./printable.ts";

const esc = "\u001b";

describe("printable", () => {
  it.each([
    ["colours and cursor movement", `${esc}[31mred${esc}[0m${esc}[2J${esc}[1;1H!`, "red!"],
    ["a window title", `${esc}]0;owned\u0007model`, "model"],
    ["a link", `${esc}]8;;http://x${esc}\\text${esc}]8;;${esc}\\`, "text"],
    ["a device string", `${esc}Pq#0${esc}\\model`, "model"],
    ["an escape at the very end", `model${esc}`, "model"],
    ["line breaks and tabs", " a\r\nb\tc\u2028d ", "a b c d"],
    ["a bell and other control characters", "a\u0007\u0000\u009bb", "ab"],
    ["text that reverses the line", "abc\u202etxt.exe\u202c", "abctxt.exe"],
    ["invisible characters", "a\u200b\u2060b\ufe0f", "ab"],
    ["half a surrogate pair", "a\ud800b", "a\ufffdb"],
    ["piles of combining marks", `a${"\u0301".repeat(50)}b`, "a\u0301\u0301b"],
    ["ordinary text of any script", "Qwen/Qwen3-8B 模型 ❤ é", "Qwen/Qwen3-8B 模型 ❤ é"],
  ])("cleans %s", (_what, given, wanted) => {
    expect(printable(given)).toBe(wanted);
  });

  it("leaves nothing that a terminal obeys, whatever it is given", () => {
    const parts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(esc, "[", "]", "\u009b", "31m", "\n"),
    );
    fc.assert(
      fc.property(fc.array(parts), (texts) => {
        expect(printable(texts.join(""))).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });

  it("keeps the lines and the indentation of a longer text", () => {
    expect(printableLines("a:\r\n\tb\n  c \n")).toEqual(["a:", "  b", "  c", ""]);
  });
});
