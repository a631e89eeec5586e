// Text that becomes part of a page, whatever it holds.

const references: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** The text as markup that shows it. */
export const htmlText = (text: string): string =>
  text.replace(/[&<>"']/gu, (mark) => references.get(mark) ?? "");
