// Log probabilities of generated words, one entry per token. The values are made up, but the same
// for the same word.

/** The tokens of a generated text: words, each with the space before it. */
export const splitTokens = (text: string): string[] => text.match(/ ?\S+/g) ?? [];

/** A plausible log probability of a token. */
export const toLogprob = (token: string): number => -(token.length % 7) / 10 - 0.05;
