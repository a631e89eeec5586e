// How many terminal columns a text takes, and how to cut, pad and wrap it to fit. Colour codes
// take none, combining marks take none, East Asian wide characters and emoji take two.

const colourCode = new RegExp(`(${String.fromCodePoint(27)}\\[[0-9;]*m)`, "u");
const mark = /^\p{M}$/u;
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}])$/u;
const plain = /^[ -~]*$/u;

function charWidth(char: string): number {
  if (plain.test(char)) return 1;
  if (wide.test(char)) return 2;
  return mark.test(char) ? 0 : 1;
}

// Splitting on a capturing expression puts the colour codes at the odd places.
const isColourCode = (_part: string, index: number): boolean => index % 2 === 1;

/** Terminal columns that the text takes. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  text.split(colourCode).forEach((part, index) => {
    if (isColourCode(part, index)) return;
    for (const char of part) width += charWidth(char);
  });
  return width;
}

function takeColumns(text: string, columns: number): { taken: string; used: number } {
  let taken = "";
  let used = 0;
  for (const char of text) {
    const width = charWidth(char);
    if (used + width > columns) break;
    taken += char;
    used += width;
  }
  return { taken, used };
}

/** The text cut to at most this many columns, ending in … when something was cut. */
export function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  if (columns < 1) return "";
  let room = columns - 1;
  let cut = false;
  return text
    .split(colourCode)
    .map((part, index) => {
      if (isColourCode(part, index) || cut) return isColourCode(part, index) ? part : "";
      const { taken, used } = takeColumns(part, room);
      room -= used;
      cut = taken.length < part.length;
      return cut ? `${taken.trimEnd()}…` : taken;
    })
    .join("");
}

/** The text filled up with spaces to this many columns; longer text stays as it is. */
export function pad(text: string, columns: number, align: "left" | "right" = "left"): string {
  const spaces = " ".repeat(Math.max(0, columns - displayWidth(text)));
  return align === "left" ? text + spaces : spaces + text;
}

/** The text broken at spaces into lines of at most this many columns; a longer word is cut up. */
export function wrap(text: string, columns: number): string[] {
  if (displayWidth(text) <= columns) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => chop(whole, columns))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (displayWidth(longer) <= columns) {
      line = longer;
    } else {
      if (line !== "") lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function chop(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (displayWidth(rest) > Math.max(2, columns)) {
    const { taken } = takeColumns(rest, Math.max(2, columns));
    pieces.push(taken);
    rest = rest.slice(taken.length);
  }
  return [...pieces, rest];
}
