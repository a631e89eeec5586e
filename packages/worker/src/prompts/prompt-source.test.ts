import { expect, test } from "vitest";
import { commonWords } from "./common-words.ts";
import { createPromptSource } from "./prompt-source.ts";
import type { PromptRandom } from "./prompt-source.ts";
import { syntheticText } from "./synthetic-prompt.ts";

/** A pure function of its indices that scatters well enough for tests. */
const random: PromptRandom = (...indices) => {
  let hash = 0x811c9dc5;
  for (const index of indices)
    hash = Math.imul(hash ^ (index + 0x9e37), 0x85ebca6b) ^ (hash >>> 13);
  return (Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35) >>> 0) / 2 ** 32;
};
const options = { prompt: null, promptTokens: 100, promptRandomize: false };
const countWords = (text: string): number => text.split(" ").filter((word) => word !== "").length;

test("has 256 different short words", () => {
  expect(new Set(commonWords).size).toBe(256);
  for (const word of commonWords) expect(word).toMatch(/^[a-z]{2,8}$/);
});

test.each([1, 2, 100, 3000])("makes a synthetic prompt of %d words, always the same", (tokens) => {
  const text = syntheticText(tokens);
  expect(countWords(text)).toBe(tokens);
  expect(syntheticText(tokens)).toBe(text);
  expect(syntheticText(tokens + 1).startsWith(text)).toBe(true);
});

test("uses most of the words, and none of them much more than others", () => {
  const words = syntheticText(2560).split(" ");
  expect(new Set(words).size).toBeGreaterThan(250);
  const counts = commonWords.map((word) => words.filter((one) => one === word).length);
  expect(Math.max(...counts)).toBeLessThan(40);
});

test("gives the user's own text as it is", () => {
  const source = createPromptSource({ ...options, prompt: "Tell me\nall" }, random);
  expect(source.fixedText).toBe("Tell me\nall");
  expect(source.wordsFor(1, 2)).toBe("");
});

test("keeps the wished length when the beginning is random", () => {
  for (const promptTokens of [3, 8, 100]) {
    const source = createPromptSource({ ...options, promptTokens, promptRandomize: true }, random);
    expect(countWords(source.wordsFor(0, 0) + source.fixedText)).toBe(promptTokens);
  }
});

test("begins every request's prompt differently, and the same request's always alike", () => {
  const source = createPromptSource({ ...options, prompt: "x", promptRandomize: true }, random);
  const beginnings = new Set<string>();
  for (let user = 0; user < 50; user += 1) {
    for (let iteration = 0; iteration < 20; iteration += 1) {
      beginnings.add(source.wordsFor(user, iteration));
    }
  }
  expect(beginnings.size).toBe(1000);
  expect(source.wordsFor(7, 3)).toBe(source.wordsFor(7, 3));
  expect(source.wordsFor(7, 3)).toMatch(/^([a-z]+ ){8}$/);
});
