import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutBySize } from "./feed-source.ts";

const sizeOf = (row: number): number => row;

describe("the past in parts", () => {
  it("loses no row, changes no order and sends no part without one", () => {
    const rows = fc.array(fc.nat(200));
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 300 }), (all, limit) => {
        const parts = [...cutBySize(all, sizeOf, limit)];
        expect(parts.flat()).toEqual(all);
        expect(parts.every((part) => part.length > 0)).toBe(true);
      }),
    );
  });

  it("has no part above the limit but of one row", () => {
    expect([...cutBySize([40, 40, 40, 500, 10, 90], sizeOf, 100)]).toEqual([
      [40, 40],
      [40],
      [500],
      [10, 90],
    ]);
  });
});
