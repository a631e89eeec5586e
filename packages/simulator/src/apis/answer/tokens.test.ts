import fc from "fast-check";
import { expect, test } from "vitest";
import { splitChoices, splitReasoning, splitTokens } from "./tokens.ts";

const toWords = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${index === 0 ? "" : " "}w${index}`);

test("gives each choice the words of its own turns", () => {
  const size = fc.integer({ min: 1, max: 5 });
  const property = fc.property(
    size,
    fc.integer({ min: 0, max: 12 }),
    size,
    (choices, each, chunk) => {
      const texts = Array.from({ length: choices }, () => "");
      const words = toWords(choices * each);
      let at = 0;
      for (let sent = 0; sent < each; sent += chunk)
        for (let index = 0; index < choices; index += 1) {
          const next = at + Math.min(chunk, each - sent);
          texts[index] += words.slice(at, next).join("");
          at = next;
        }
      expect(splitChoices(words.join(""), choices, chunk)).toEqual(texts);
    },
  );
  fc.assert(property);
});

test("parts reasoning from the rest without losing a character", () => {
  const property = fc.property(fc.nat(9), fc.nat(12), (count, reasoningTokens) => {
    const text = toWords(count).join("");
    const [reasoning, answer] = splitReasoning(text, reasoningTokens);
    expect(reasoning + answer).toBe(text);
    expect(splitTokens(reasoning)).toHaveLength(Math.min(count, reasoningTokens));
  });
  fc.assert(property);
});
