// JSON as servers really send it: several values glued together, and Python's bare NaN or Infinity.

import { err, ok } from "@gadfly/shared/errors/result";
import type { Result } from "@gadfly/shared/errors/result";

/**
 * Every JSON value in the text, in order; an error when any part of it is no JSON. `onLenient` is called
 * when numbers were read that JSON does not have.
 */
export function parseJsonValues(
  text: string,
  onLenient: () => void = ignore,
): Result<readonly unknown[]> {
  const whole = parseJson(text);
  if (whole.ok) return ok([whole.value]);
  const values: unknown[] = [];
  for (const part of splitValues(text)) {
    const parsed = parseLenient(part, onLenient);
    if (!parsed.ok) return parsed;
    values.push(parsed.value);
  }
  return values.length > 0 ? ok(values) : err("no JSON");
}

function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err("not JSON");
  }
}

const ignore = (): void => {};

function parseLenient(text: string, onLenient: () => void): Result<unknown> {
  const strict = parseJson(text);
  if (strict.ok) return strict;
  const lenient = parseJson(nullForNaN(text));
  if (lenient.ok) onLenient();
  return lenient;
}

/** Strings are matched first, so that words inside them stay as they are. */
function nullForNaN(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|-?Infinity|NaN/g, (_match, quoted?: string) =>
    quoted === undefined ? "null" : quoted,
  );
}

/** Cuts after each closed top-level object or array; what is left over is a part of its own. */
function splitValues(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (char === '"') i = stringEnd(text, i);
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") {
      depth -= 1;
      if (depth === 0) {
        parts.push(text.slice(start, i + 1));
        start = i + 1;
      }
    }
  }
  if (text.slice(start).trim() !== "") parts.push(text.slice(start));
  return parts;
}

/** Index of the quote that closes the string opened at `open`, or of the last character. */
function stringEnd(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i += 1) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
