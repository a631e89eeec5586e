// A prompt of about n tokens, the same for every run: n common short words. It is an honest estimate
// and no more: chat templates add tokens, and vocabularies differ. The true count is the server's
// usage, and that is what every report shows.

import { commonWords } from "./common-words.ts";

/** A text of about `tokens` tokens: one word each, in a fixed order without visible rhythm. */
export function syntheticText(tokens: number): string {
  return Array.from({ length: tokens }, (_, index) => wordAt(index)).join(" ");
}

/** About `tokens` random words, ended by a space; `random` gives the n-th number in [0, 1). */
export function randomWords(tokens: number, random: (draw: number) => number): string {
  let words = "";
  for (let draw = 0; draw < tokens; draw += 1) {
    words += `${wordOf(Math.floor(random(draw) * commonWords.length))} `;
  }
  return words;
}

/** A multiplicative hash of the place; its high bits choose the word. */
function wordAt(index: number): string {
  const mixed = Math.imul(index + 1, 0x9e3779b1);
  return wordOf(Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 24);
}

const wordOf = (index: number): string => commonWords[index & 0xff] ?? "";
