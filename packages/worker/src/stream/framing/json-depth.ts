// Follows the brackets of JSON over bytes, to know where a document ends without parsing it.

const quote = 0x22;
const backslash = 0x5c;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

/** The text ended inside a string, which in JSON cannot hold a line end. */
const brokenString = -1;

/** How many brackets are open after `bytes[start, end)`, or `brokenString`; `depth` were open before. */
export function depthAfter(bytes: Uint8Array, start: number, end: number, depth: number): number {
  let open = depth;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) {
      at = stringEnd(bytes, at + 1, end);
      if (at === end) return brokenString;
    } else if (isOpening(byte)) open += 1;
    else if (isClosing(byte)) open = Math.max(0, open - 1);
  }
  return open;
}

/** `{` or `[`. */
export const isOpening = (byte: number): boolean =>
  byte === openingBrace || byte === openingBracket;

/** `}` or `]`. */
export const isClosing = (byte: number): boolean =>
  byte === closingBrace || byte === closingBracket;

/** Where the string that `bytes[start]` is in ends: at its closing quote, or at `end`. */
function stringEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === quote) return at;
    if (byte === backslash) at += 1;
  }
  return end;
}
