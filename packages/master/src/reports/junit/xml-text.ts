// Elements of XML 1.0 from text that may hold anything: what XML cannot say is left out, not escaped.
import { printableLines } from "../../console/printable.ts";

const references: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&apos;"],
]);

/** Noncharacters are no text of XML; the control characters are gone before. */
const noncharacters = /[\ufffe\uffff]/gu;

/** Text for an element or an attribute; line breaks stay. */
export const xmlText = (text: string): string =>
  printableLines(text)
    .join("\n")
    .replace(noncharacters, "")
    .replace(/[&<>"']/gu, (mark) => references.get(mark) ?? "");

/** An element's attributes, in the order given. */
export type Attributes = Readonly<Record<string, string | number>>;

const startOf = (name: string, attributes: Attributes): string => {
  const pairs = Object.entries(attributes).map(
    // In an attribute a bare line break would be read as a space.
    ([key, value]) => ` ${key}="${xmlText(String(value)).replaceAll("\n", "&#10;")}"`,
  );
  return `<${name}${pairs.join("")}`;
};

/** An element around lines of others; empty without any. */
export const xmlElement = (
  name: string,
  attributes: Attributes,
  inner: readonly string[] = [],
): string[] =>
  inner.length === 0
    ? [`${startOf(name, attributes)}/>`]
    : [`${startOf(name, attributes)}>`, ...inner.map((line) => `  ${line}`), `</${name}>`];

/** An element around text, which is kept as it is. */
export const xmlTextElement = (name: string, attributes: Attributes, text: string): string[] =>
  text === ""
    ? xmlElement(name, attributes)
    : [`${startOf(name, attributes)}>${xmlText(text)}</${name}>`];
