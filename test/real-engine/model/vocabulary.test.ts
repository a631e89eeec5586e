import { describe, expect, it } from "vitest";
import { RandomNumbers } from "./random-numbers.ts";
import { createVocabulary, specialTokens, tokenKind } from "./vocabulary.ts";

const size = 800;
const vocabulary = createVocabulary(new RandomNumbers(7), size);

describe("a vocabulary", () => {
  it("is the same for the same seed and another for another", () => {
    expect(createVocabulary(new RandomNumbers(7), size)).toEqual(vocabulary);
    expect(createVocabulary(new RandomNumbers(8), size)).not.toEqual(vocabulary);
  });

  it("has as many different tokens as asked for, with one for each byte", () => {
    expect(new Set(vocabulary.map(({ text }) => text)).size).toBe(size);
    expect(vocabulary.filter(({ kind }) => kind === tokenKind.byte)).toHaveLength(256);
  });

  it("has words that end a sentence, and a token that ends the answer", () => {
    const ends = vocabulary.filter(({ endsSentence }) => endsSentence);
    expect(ends.length).toBeGreaterThan(20);
    for (const { text } of ends) expect(text).toMatch(/^\u2581[a-z]+\.$/);
    expect(vocabulary[specialTokens.end]?.text).toBe("</s>");
  });
});
