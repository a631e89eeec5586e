// JSON as servers really send it: several values glued together, and Python's bare NaN or Infinity.

import { err, ok } from "@gadfly/shared/errors/result";
import type { Result } from "@gadfly/shared/errors/result";

/** What is nested deeper is no answer, and whoever walks it by recursion would run out of stack. */
const maxDepth = 500;

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
  if (isTooDeep(text)) return err("nested too deeply");
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

/** Words inside strings stay as they are. */
function nullForNaN(text: string): string {
  const word = /"|-?Infinity|NaN/g;
  let lenient = "";
  let from = 0;
  for (let hit = word.exec(text); hit !== null; hit = word.exec(text)) {
    if (hit[0] === '"') {
      word.lastIndex = stringEnd(text, hit.index) + 1;
    } else {
      lenient += `${text.slice(from, hit.index)}null`;
      from = word.lastIndex;
    }
  }
  return lenient + text.slice(from);
}

/** Counting brackets is fast, and nearly always enough: there cannot be more levels than brackets. */
function isTooDeep(text: string): boolean {
  if (countUpTo(text, "[") + countUpTo(text, "{") <= maxDepth) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (char === '"') i = stringEnd(text, i);
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

/** How often a character occurs; counts no further than one beyond the deepest level. */
function countUpTo(text: string, char: string): number {
  let count = 0;
  for (let at = text.indexOf(char); at >= 0 && count <= maxDepth; at = text.indexOf(char, at + 1)) {
    count += 1;
  }
  return count;
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
