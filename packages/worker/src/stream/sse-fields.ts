// How one line of an event stream is read: which field it holds, or that it holds none.

const colon = 0x3a;
const maxFieldName = 32;

/** `data:` at the start of the line. */
export function isDataField(bytes: Buffer, start: number, end: number): boolean {
  return (
    end - start >= 5 &&
    bytes[start] === 0x64 &&
    bytes[start + 1] === 0x61 &&
    bytes[start + 2] === 0x74 &&
    bytes[start + 3] === 0x61 &&
    bytes[start + 4] === colon
  );
}

/**
 * Where the field name ends, or -1 when the line does not look like a field.
 * The standard ignores any unknown field; a page of HTML would be ignored with it. So a name must be
 * one short word, and everything else is reported as raw text.
 */
export function fieldNameEnd(bytes: Buffer, start: number, end: number): number {
  const limit = Math.min(end, start + maxFieldName);
  for (let i = start; i < limit; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === colon) return i;
    const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
    const isDigitOrJoiner = (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x5f;
    if (!isLetter && !isDigitOrJoiner) return -1;
  }
  return limit === end ? end : -1;
}

/** The value of an `event` field that announces an error. */
export function isErrorName(bytes: Buffer, start: number, end: number): boolean {
  return end - start <= 8 && bytes.toString("latin1", start, end).trim() === "error";
}
