import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createColour } from "../colour.ts";
import { printable } from "../printable.ts";
import { displayWidth, pad, truncate, wrap } from "./text-width.ts";

const { red } = createColour(true);
const safeText = fc.string({ unit: "binary" }).map(printable);

describe("text width", () => {
  it.each([
    ["abc", 3],
    ["", 0],
    [red("abc"), 3],
    ["模型", 4],
    ["e\u0301", 1],
    ["🚀", 2],
    ["ｆ", 2],
    ["…─│±", 4],
  ])("counts the columns of %j", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it.each([
    ["abcdef", 6, "abcdef"],
    ["abcdef", 4, "abc…"],
    ["ab cdef", 4, "ab…"],
    ["模型模型", 4, "模…"],
    ["abc", 1, "…"],
    ["abc", 0, ""],
  ])("cuts %j to %i columns", (text, columns, wanted) => {
    expect(truncate(text, columns)).toBe(wanted);
  });

  it("keeps the codes that end a colour when it cuts coloured text", () => {
    expect(truncate(`${red("abcdef")}gh`, 4)).toBe(red("abc…"));
  });

  it("pads on either side and never cuts", () => {
    expect(pad("ab", 4)).toBe("ab  ");
    expect(pad("ab", 4, "right")).toBe("  ab");
    expect(pad("模", 4, "right")).toBe("  模");
    expect(pad("abcdef", 4)).toBe("abcdef");
  });

  it("wraps at spaces and cuts up words that are too long", () => {
    expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
    expect(wrap("a abcdefghij b", 4)).toEqual(["a", "abcd", "efgh", "ij b"]);
    expect(wrap("", 4)).toEqual([""]);
  });

  it("never exceeds the columns given, whatever the text", () => {
    fc.assert(
      fc.property(safeText, fc.integer({ min: 2, max: 40 }), (text, columns) => {
        expect(displayWidth(truncate(text, columns))).toBeLessThanOrEqual(columns);
        for (const line of wrap(text, columns)) {
          expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        }
      }),
    );
  });

  it("loses no word when wrapping", () => {
    fc.assert(
      fc.property(safeText, fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const squeeze = (given: string): string => given.replaceAll(" ", "");
        expect(squeeze(wrap(text, columns).join(""))).toBe(squeeze(text));
      }),
    );
  });
});
