// Makes text from outside (model names, error messages, host names) safe to print: no escape
// sequences, no control or invisible characters, no line breaks, nothing that reverses the line.

const escape = String.fromCodePoint(27);
const bell = String.fromCodePoint(7);

const escapeSequences = new RegExp(
  [
    `${escape}\\[[0-?]*[ -/]*[@-~]`, // colours, cursor movement
    `${escape}[\\]PX^_][^${bell}${escape}]*(?:${bell}|${escape}\\\\)?`, // titles, links, device strings
    `${escape}[ -/]*[0-~]?`, // the rest
  ].join("|"),
  "gu",
);
const lineBreak = /\r\n|[\n\r\u2028\u2029]/u;
const whiteSpace = /\s+/gu;
const controlOrInvisible = /[\p{Cc}\p{Cf}\ufe00-\ufe0f]/gu;
const loneSurrogate = /\p{Cs}/gu;
const pileOfMarks = /(\p{M}{2})\p{M}+/gu;

const stripInvisible = (text: string): string =>
  text.replace(controlOrInvisible, "").replace(loneSurrogate, "\ufffd").replace(pileOfMarks, "$1");

/** The text on one line, with nothing in it that a terminal would obey. */
export const printable = (text: string): string =>
  stripInvisible(text.replace(escapeSequences, "").replace(whiteSpace, " ").trim());

/** The same, line by line: keeps line breaks and indentation, a tab becomes two spaces. */
export const printableLines = (text: string): string[] =>
  text
    .replace(escapeSequences, "")
    .split(lineBreak)
    .map((line) => stripInvisible(line.replaceAll("\t", "  ")).trimEnd());
