import * as fc from "fast-check";
import { expect, test } from "vitest";
import { closestWord, editDistance } from "./edit-distance.ts";

test.each([
  ["users", "users", 0],
  ["usres", "users", 1],
  ["user", "users", 1],
  ["uusers", "users", 1],
  ["isers", "users", 1],
  ["", "abc", 3],
  ["kitten", "sitting", 3],
])("%j and %j are %d apart", (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});

test("is the same in both directions", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (one, other) => {
      expect(editDistance(one, other)).toBe(editDistance(other, one));
    }),
  );
});

test("finds the word that was probably meant, or none", () => {
  const words = ["users", "spawn-rate", "run-time"];
  expect(closestWord("spwan-rate", words)).toBe("spawn-rate");
  expect(closestWord("runtime", words)).toBe("run-time");
  expect(closestWord("temperature", words)).toBeNull();
});
