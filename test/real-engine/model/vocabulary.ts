// The words that the model reads and writes: a vocabulary of the SentencePiece kind, with a token for each
// byte, so that every text can be read, and thousands of words of made-up syllables.
import type { RandomNumbers } from "./random-numbers.ts";

/** What the engine's tokenizer does with a token; the numbers are those of the file format. */
export const tokenKind = { word: 1, unknown: 2, control: 3, byte: 6 } as const;
/** One of them. */
export type TokenKind = (typeof tokenKind)[keyof typeof tokenKind];

/** A token of the vocabulary. */
export interface VocabularyToken {
  readonly text: string;
  readonly kind: TokenKind;
  /** Of two ways to join pieces of text the tokenizer takes the one whose token has the higher score. */
  readonly score: number;
  /** A word with a full stop: only after one of these may an answer end. */
  readonly endsSentence: boolean;
}

/** Places of the tokens that have a part of their own. */
export const specialTokens = { unknown: 0, begin: 1, end: 2 } as const;

/** How SentencePiece writes the space before a word. */
const space = "\u2581";
const characters = ".,:!?0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
const consonants = "bdfklmnprstvz".split("");
const vowels = "aeiou".split("");
const mostSyllables = 3;
const fullStopShare = 0.1;

const syllables = consonants.flatMap((first) => vowels.map((second) => first + second));

const special = (text: string, kind: TokenKind): VocabularyToken => ({
  text,
  kind,
  score: 0,
  endsSentence: false,
});

const byteToken = (_: unknown, byte: number): VocabularyToken =>
  special(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`, tokenKind.byte);

const inventWord = (random: RandomNumbers): string => {
  const count = 1 + random.below(mostSyllables);
  const parts = Array.from({ length: count }, () => syllables[random.below(syllables.length)]);
  return `${space}${parts.join("")}${random.uniform() < fullStopShare ? "." : ""}`;
};

/** Different texts, the shortest first as in a trained vocabulary. */
function inventTexts(random: RandomNumbers, count: number): string[] {
  const texts = new Set([space, ...characters, ...syllables, ...syllables.map((s) => space + s)]);
  while (texts.size < count) texts.add(inventWord(random));
  return [...texts];
}

/** Makes a vocabulary of `size` tokens. */
export function createVocabulary(random: RandomNumbers, size: number): VocabularyToken[] {
  const specials = [
    special("<unk>", tokenKind.unknown),
    special("<s>", tokenKind.control),
    special("</s>", tokenKind.control),
    ...Array.from({ length: 256 }, byteToken),
  ];
  const words = inventTexts(random, size - specials.length).map((text, place) => ({
    text,
    kind: tokenKind.word,
    score: -1 - place,
    endsSentence: text.startsWith(space) && text.endsWith("."),
  }));
  return [...specials, ...words];
}
