// Passages that accompany the prompt where one request has several inputs: the further texts of an
// embeddings batch, the documents of a ranking. Always the same ones, so that only the prompt varies.

import { commonWords } from "../prompts/common-words.ts";

const wordsEach = 64;
/** Odd, and so without a common divisor with the number of words: no passage repeats a word. */
const stride = 37;

/** So many passages of 64 words, each of them different. */
export function fixedPassages(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => passage(index));
}

function passage(index: number): string {
  const words = Array.from({ length: wordsEach }, (_, place) => wordAt(index + place * stride));
  return `${index + 1} ${words.join(" ")}`;
}

const wordAt = (place: number): string => commonWords[place % commonWords.length] ?? "";
