// What a server tells about the tokens it made. Ids and log probabilities are made up, but the same
// for the same word.

/** The tokens of a generated text: words, each with the space before it. */
export const splitTokens = (text: string): string[] => text.match(/ ?\S+/g) ?? [];

/** A plausible log probability of a token. */
export const toLogprob = (token: string): number => -(token.length % 7) / 10 - 0.05;

/** A number that stands for a token in a vocabulary. */
export const toTokenId = (token: string): number => {
  let id = 7;
  for (let index = 0; index < token.length; index += 1)
    id = (id * 31 + token.charCodeAt(index)) % 32_000;
  return id;
};

/** The ids of all tokens of a text, as a JSON list. */
export const toTokenIds = (text: string): string =>
  `[${splitTokens(text).map(toTokenId).join(",")}]`;

/** The reasoning at the start of a text, and the rest. */
export const splitReasoning = (text: string, reasoningTokens: number): [string, string] => {
  if (reasoningTokens === 0) return ["", text];
  const reasoning = splitTokens(text).slice(0, reasoningTokens).join("");
  return [reasoning, text.slice(reasoning.length)];
};

/**
 * The texts of the choices that were generated side by side: a chunk of the first one, a chunk of
 * the second one and so on, then the next round.
 */
export const splitChoices = (text: string, choices: number, tokensPerChunk: number): string[] => {
  if (choices === 1) return [text];
  const tokens = splitTokens(text);
  const perChoice = tokens.length / choices;
  const texts = Array.from({ length: choices }, () => "");
  let at = 0;
  for (let sent = 0; sent < perChoice; sent += tokensPerChunk) {
    const size = Math.min(tokensPerChunk, perChoice - sent);
    for (let index = 0; index < choices; index += 1, at += size)
      texts[index] += tokens.slice(at, at + size).join("");
  }
  return texts;
};
