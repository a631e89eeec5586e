// Puts texts into JSON documents that consist of ASCII alone, and fills the one text that changes
// into a document that was put together before.

/** JSON of a text in ASCII. */
export const toAsciiJson = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

// Stands for the text; it cannot be in a document of ASCII alone.
const placeholder = "\ue000";

/**
 * Renders a document once and gives the function that fills in the text: one concatenation where
 * the text stands once. The text must need no escaping, as the words of the simulator (output/words.ts).
 */
export const toTemplate = (render: (text: string) => string): ((text: string) => string) => {
  const [before = "", after = "", ...more] = render(placeholder).split(placeholder);
  if (more.length === 0) return (text) => before + text + after;
  return (text) => [before, after, ...more].join(text);
};
