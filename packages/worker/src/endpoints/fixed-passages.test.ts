import { expect, test } from "vitest";
import { fixedPassages } from "./fixed-passages.ts";

test("gives passages that differ from each other and stay the same", () => {
  const passages = fixedPassages(300);
  expect(new Set(passages).size).toBe(300);
  expect(fixedPassages(300)).toEqual(passages);
  expect(fixedPassages(2)).toEqual(passages.slice(0, 2));
  expect(fixedPassages(0)).toEqual([]);
});

test("makes each of 64 different words", () => {
  for (const passage of fixedPassages(20)) {
    const [, ...words] = passage.split(" ");
    expect(new Set(words).size).toBe(64);
  }
});
