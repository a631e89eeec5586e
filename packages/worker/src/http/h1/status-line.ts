// The first line of a response.

/** What a status line says. */
export interface StatusLine {
  /** The minor version of HTTP/1: 0 or 1. */
  readonly minorVersion: number;
  readonly status: number;
}

const pattern = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [^\r]*)?$/;
const beginning = "HTTP/1.";

/** Reads a status line; null when it is none. */
export function parseStatusLine(line: string): StatusLine | null {
  const found = pattern.exec(line);
  if (found === null) return null;
  return { minorVersion: Number(found[1]), status: Number(found[2]) };
}

/** False once the first bytes of a line show that it will never be a status line. */
export function mayBeStatusLine(partial: string): boolean {
  const length = Math.min(partial.length, beginning.length);
  return partial.slice(0, length) === beginning.slice(0, length);
}
