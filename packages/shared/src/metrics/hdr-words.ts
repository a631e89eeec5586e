// The words of an HDR V2 payload: ZigZag LEB128, least significant seven bits first. A negative word
// is odd and a count even, so the first byte tells them apart.

/** Where reading stands. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

// Words are below 2^54, so at most eight bytes; the low 31 bits go by shifts, which are cheaper.
/** Writes one word at `start` and returns the position after it. */
export const writeWord = (out: Uint8Array, start: number, word: number): number => {
  let at = start;
  let rest = word;
  while (rest >= 2 ** 31) {
    out[at] = (rest % 128) + 128;
    rest = Math.floor(rest / 128);
    at += 1;
  }
  while (rest >= 128) {
    out[at] = (rest & 127) | 128;
    rest >>>= 7;
    at += 1;
  }
  out[at] = rest;
  return at + 1;
};

/**
 * The word at the cursor, which moves to its last byte; -1 when it does not end within the bytes or
 * within eight of them. Past 2^53 its lowest bit is lost: the first byte has it.
 */
export const readWord = (cursor: Cursor): number => {
  const { bytes, at } = cursor;
  let word = 0;
  let unit = 1;
  for (let length = 0; length < 8 && at + length < bytes.length; length += 1) {
    const byte = bytes[at + length] ?? 0;
    word += (byte & 127) * unit;
    unit *= 128;
    if (byte > 127) continue;
    cursor.at += length;
    return word;
  }
  return -1;
};
