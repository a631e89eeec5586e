import { expect, test } from "vitest";
import { pieceOfRead, readBuffer } from "./read-buffer.ts";

test("gives the bytes of the read at hand, also where it gave a piece before", () => {
  readBuffer.write("0123456789", "latin1");
  expect(pieceOfRead(4, 6).toString()).toBe("45");
  readBuffer.write("abcdefghij", "latin1");
  expect(pieceOfRead(4, 6).toString()).toBe("ef");
});

test("makes no second view of a common piece", () => {
  expect(pieceOfRead(4, 250)).toBe(pieceOfRead(4, 250));
});

test("gives pieces of every size and place", () => {
  for (const [start, end] of [
    [0, 65_536],
    [0, 1],
    [7, 1030],
    [8, 9],
    [65_535, 65_536],
  ] as const) {
    const piece = pieceOfRead(start, end);
    expect([piece.length, piece.byteOffset - readBuffer.byteOffset]).toEqual([end - start, start]);
  }
});
