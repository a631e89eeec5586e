import { describe, expect, it } from "vitest";
import { toHalfBits } from "./half-precision.ts";

describe("a number of 16 bits", () => {
  it.each([
    [0, 0x0000],
    [1, 0x3c00],
    [-2, 0xc000],
    [0.333251953125, 0x3555],
    [65504, 0x7bff],
  ])("holds %d exactly", (value, bits) => {
    expect(toHalfBits(value)).toBe(bits);
  });

  it("is zero where it would be too small and the largest where it would be too large", () => {
    expect(toHalfBits(1e-9)).toBe(0);
    expect(toHalfBits(-1e9)).toBe(0xfbff);
  });
});
