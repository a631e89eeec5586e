// Text, base URLs, choices and lists of text as option values.
import { z } from "zod";
import type { ValueKind } from "../option.ts";

/** Any text but none at all. */
export function text(placeholder: string) {
  return {
    name: "text",
    schema: z.string().min(1),
    allowed: "text (in a config file, put quotes around numbers)",
    range: null,
    placeholder,
    fromText: (given: string) => given,
  } satisfies ValueKind;
}

/** The address of a server: scheme, host, perhaps port and path; no user, query or fragment. */
export function baseUrl() {
  return {
    name: "text",
    schema: z
      .url({ protocol: /^https?$/ })
      .regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#@]*)?$/i)
      .overwrite((url) => url.replace(/\/+$/, "")),
    allowed: "a base URL such as http://127.0.0.1:8000, without user name, query or fragment",
    range: null,
    placeholder: "URL",
    fromText: (given: string) => given.trim(),
  } satisfies ValueKind;
}

/** One base URL or several; text is always one. */
export function baseUrls() {
  const one = baseUrl();
  const list = z.array(one.schema).min(1);
  return {
    name: "list",
    schema: z.union([list, one.schema.transform((url) => [url])]),
    allowed: `${one.allowed}, as often as needed (in a config file, a list)`,
    range: null,
    placeholder: one.placeholder,
    fromText: (given: string): unknown => [one.fromText(given)],
  } satisfies ValueKind;
}

/** One word of a list, in any case. */
export function choice<const Words extends readonly string[]>(words: Words) {
  return {
    name: "choice",
    schema: z.enum(words),
    allowed: words.length === 1 ? `'${words[0]}'` : `one of ${words.join(", ")}`,
    range: null,
    words,
    placeholder: words.join("|"),
    fromText: (given: string) =>
      words.find((word) => word.toLowerCase() === given.trim().toLowerCase()) ?? given,
  } satisfies ValueKind;
}

/** Text that may be given several times. */
export function textList(placeholder: string) {
  return {
    name: "list",
    schema: z.array(z.string().min(1)),
    allowed: "text, as often as needed (in a config file, a list)",
    range: null,
    placeholder,
    fromText: (given: string): unknown => [given],
  } satisfies ValueKind;
}
