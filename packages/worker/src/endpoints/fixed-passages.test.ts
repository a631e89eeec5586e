import { expect, test } from "vitest";
import { fixedPassages } from "./fixed-passages.ts";

test("gives passages that differ from each other and stay the same", () => {
  const passages = fixedPassages(300);
  expect(new Set(passages).size).toBe(300);
  expect(fixedPassages(300)).toEqual(passages);
  expect(fixedPassages(2)).toEqual(passages.slice(0, 2));
  expect(fixedPassages(0)).toEqual([]);
});

test.each([1, 2, 64, 200])("makes each as long as %i different words", (tokens) => {
  for (const passage of fixedPassages(20, tokens)) {
    const words = passage.split(" ");
    expect([words.length, new Set(words).size]).toEqual([tokens, tokens]);
  }
});

test("makes them of 64 words when nobody says how long", () => {
  expect(fixedPassages(3)).toEqual(fixedPassages(3, 64));
});
