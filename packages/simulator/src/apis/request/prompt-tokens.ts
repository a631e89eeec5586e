// The rule by which prompt tokens are counted: a token is a run of characters between white space
// (space, tab, line feed, carriage return). A client can count the same without a tokenizer.

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 9 || code === 13;

/** The number of words in a text. */
export const countWords = (text: string): number => {
  let words = 0;
  let wasSpace = true;
  for (let index = 0; index < text.length; index += 1) {
    const isNowSpace = isSpace(text.charCodeAt(index));
    if (wasSpace && !isNowSpace) words += 1;
    wasSpace = isNowSpace;
  }
  return words;
};
