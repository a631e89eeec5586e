import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitSections, type Section } from "./section.ts";

const section = (name: string, rank: number, least: number, most: number): Section => ({
  rank,
  least,
  most,
  draw: (room) => Array.from({ length: Math.min(room, most) }, (_, place) => `${name}${place}`),
});

describe("sections", () => {
  const three = [section("a", 2, 1, 3), section("b", 0, 2, 2), section("c", 1, 1, 5)];

  it.each([
    [2, ["b0", "b1"]],
    [3, ["b0", "b1", "c0"]],
    [4, ["a0", "b0", "b1", "c0"]],
    [5, ["a0", "b0", "b1", "c0", "c1"]],
    [6, ["a0", "a1", "b0", "b1", "c0", "c1"]],
    [13, ["a0", "a1", "a2", "", "b0", "b1", "", "c0", "c1", "c2", "c3", "c4"]],
  ])("get %i rows by rank, their least first, and stand in their own order", (height, lines) => {
    expect(fitSections(three, height)).toEqual(lines);
  });

  it("leave out one that cannot do with what is left, not those after it", () => {
    expect(fitSections([section("a", 0, 3, 3), section("b", 1, 1, 1)], 2)).toEqual(["b0"]);
  });

  it("never take more than there is", () => {
    const any = fc.record({ rank: fc.nat(5), least: fc.nat(4), more: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), fc.nat(30), (given, height) => {
        const sections = given.map(({ rank, least, more }, place) =>
          section(`s${place}-`, rank, least, least + more),
        );
        expect(fitSections(sections, height).length).toBeLessThanOrEqual(height);
      }),
    );
  });
});
