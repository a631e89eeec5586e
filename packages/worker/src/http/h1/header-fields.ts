// The header fields of one response, collected line by line. Names in lower case, values as latin1.

import type { ResponseHeaders } from "../transport.ts";
import { quoteBytes } from "./h1-error.ts";

const namePattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Everything but tab, visible ASCII, blank and the upper half of latin1. */
const badValueCharacter = /[^\t\u0020-\u007e\u0080-\u00ff]/;

const tab = 0x09;
const space = 0x20;

/** One per response. */
export class HeaderFields {
  readonly #fields: Record<string, string | string[]> = {};

  /** Takes one line; returns what is wrong with it, or null. */
  add(line: string): string | null {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0));
    if (!namePattern.test(name)) return `${quoteBytes(line)} is no header`;
    const value = trimBlanks(line, colon + 1);
    if (badValueCharacter.test(value))
      return `the header ${quoteBytes(line)} has a control character`;
    this.#append(name.toLowerCase(), value);
    return null;
  }

  /** All values of one name as the list that they are together; null when there is none. */
  list(name: string): string | null {
    const value = this.#fields[name];
    if (value === undefined) return null;
    return typeof value === "string" ? value : value.join(", ");
  }

  /** As the handler of a request takes them. */
  toHeaders(): ResponseHeaders {
    return this.#fields;
  }

  #append(name: string, value: string): void {
    // What every object inherits is no header, and one called `__proto__` is not kept.
    const earlier = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    if (earlier === undefined) this.#fields[name] = value;
    else if (typeof earlier === "string") this.#fields[name] = [earlier, value];
    else earlier.push(value);
  }
}

/** Not `trim`, which also takes the no-break space; and no pattern, which could go back and forth. */
function trimBlanks(line: string, from: number): string {
  let start = from;
  let end = line.length;
  while (start < end && isBlank(line.charCodeAt(start))) start += 1;
  while (end > start && isBlank(line.charCodeAt(end - 1))) end -= 1;
  return line.slice(start, end);
}

const isBlank = (code: number): boolean => code === space || code === tab;
