import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addFields,
  cutAfterReturns,
  cutEveryByte,
  cutInsideCharacters,
  endLines,
  precedeFrames,
  splitDataLines,
} from "./frame-edits.ts";

test.each([
  ["every byte", cutEveryByte],
  ["returns", cutAfterReturns],
  ["characters", cutInsideCharacters],
])("loses no byte when it cuts: %s", (_name, cut) => {
  fc.assert(
    fc.property(fc.uint8Array(), (array) => {
      const bytes = Buffer.from(array);
      const pieces = cut(bytes);
      const isWhole = Buffer.concat(pieces).equals(bytes);
      expect(isWhole && pieces.every((piece) => piece.length > 0)).toBe(true);
    }),
  );
});

test("cuts behind the first byte of a character that has several", () => {
  const pieces = cutInsideCharacters(Buffer.from("a\u00e9b"));
  expect(pieces.map((piece) => [...piece])).toEqual([
    [0x61, 0xc3],
    [0xa9, 0x62],
  ]);
});

test("ends lines in turns", () => {
  const reframe = endLines([
    { line: "\r", blank: "\r" },
    { line: "\r\n", blank: "\n" },
  ]);
  const frame = "event: x\ndata: {}\n\n";
  expect(reframe(frame, "{}", 0)).toBe("event: x\rdata: {}\r\r");
  expect(reframe(frame, "{}", 1)).toBe("event: x\r\ndata: {}\r\n\n");
  expect(reframe(frame, "{}", 2)).toBe(reframe(frame, "{}", 0));
});

test("puts texts before frames in turns", () => {
  const reframe = precedeFrames([":a\n", ":b\n"]);
  expect([0, 1, 2].map((index) => reframe("f", "", index))).toEqual([":a\nf", ":b\nf", ":a\nf"]);
});

test("spreads a payload over lines that join to the same JSON", () => {
  const payload = '{"a":{"b":[1,2]}}';
  const frame = splitDataLines(`event: x\ndata: ${payload}\n\n`, payload, 0);
  const lines = frame.trimEnd().split("\n");
  expect(lines[0]).toBe("event: x");
  const joined = lines.slice(1).map((line) => line.replace(/^data: /, ""));
  expect(JSON.parse(joined.join("\n"))).toEqual({ a: { b: [1, 2] } });
  expect(splitDataLines("data: [DONE]\n\n", "[DONE]", 1)).toBe("data: [DONE]\n\n");
});

test("keeps the name of an event when it adds fields", () => {
  expect(addFields("event: x\ndata: {}\n\n", "{}", 3)).toBe(
    "id: 3\nretry: 3000\nunknown: field\nnocolon\ndata: {}\nevent: x\n\n",
  );
});
