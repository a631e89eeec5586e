// Passages that accompany the prompt where one request has several inputs: the further texts of an
// embeddings batch, the documents of a ranking. Always the same ones, so that only the prompt varies.

import { commonWords } from "../prompts/common-words.ts";

/** As long as prompts are when nobody says. */
const usualTokens = 64;
/** Odd, and so without a common divisor with the number of words: no short passage repeats a word. */
const stride = 37;

/** So many passages of about `tokens` tokens, each of them different: a number, and words after it. */
export function fixedPassages(count: number, tokens = usualTokens): readonly string[] {
  return Array.from({ length: count }, (_, index) => passage(index, tokens));
}

function passage(index: number, tokens: number): string {
  const length = Math.max(tokens - 1, 0);
  const words = Array.from({ length }, (_, place) => wordAt(index + place * stride));
  return [index + 1, ...words].join(" ");
}

const wordAt = (place: number): string => commonWords[place % commonWords.length] ?? "";
